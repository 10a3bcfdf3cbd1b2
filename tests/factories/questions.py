"""The smallest valid rows of the app `questions`."""

import factory
from factory.django import DjangoModelFactory

from questions.identity import content_key, stem_key
from questions.models import KnowledgePoint, Question, QuestionBank, QuestionVersion

CONTENT = {
    "single": (["甲", "乙", "丙"], [1]),
    "multiple": (["甲", "乙", "丙", "丁"], [0, 2]),
    "true_false": (["正确", "错误"], [0]),
    "blank": ([], [["密钥文字"], ["二", "2"]]),
}


class QuestionBankFactory(DjangoModelFactory):
    class Meta:
        model = QuestionBank

    name = factory.Sequence(lambda n: f"题库{n}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    bank = factory.SubFactory(QuestionBankFactory)
    code = factory.Sequence(lambda n: f"Q{n}")
    content_key = factory.LazyAttribute(lambda o: content_key("", o.code, []))
    stem_key = factory.LazyAttribute(lambda o: stem_key(o.code))


def asked_in(version):
    return version.kind, version.stem, version.options


class QuestionVersionFactory(DjangoModelFactory):
    """The only version of a question, of the given `kind`."""

    class Meta:
        model = QuestionVersion

    class Params:
        bank = factory.SubFactory(QuestionBankFactory)

    question = factory.SubFactory(
        QuestionFactory,
        bank=factory.SelfAttribute("..bank"),
        content_key=factory.LazyAttribute(lambda o: content_key(*asked_in(o.factory_parent))),
        stem_key=factory.LazyAttribute(lambda o: stem_key(o.factory_parent.stem)),
    )
    kind = "single"
    stem = factory.Sequence(lambda n: f"第{n}个问题")
    options = factory.LazyAttribute(lambda o: CONTENT[o.kind][0])
    key = factory.LazyAttribute(lambda o: CONTENT[o.kind][1])
    explanation = "只有阅卷人能看的解析"


class KnowledgePointFactory(DjangoModelFactory):
    class Meta:
        model = KnowledgePoint

    name = factory.Sequence(lambda n: f"知识点{n}")

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        return parent.add_child(**kwargs) if parent else model_class.add_root(**kwargs)
