"""What the database itself refuses of questions and knowledge points."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from questions.models import KnowledgePoint
from tests.factories.questions import (
    KnowledgePointFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuestionVersionFactory,
)

pytestmark = pytest.mark.django_db


def breaks(call):
    with pytest.raises(IntegrityError), transaction.atomic():
        call()
    return True


def test_a_bank_holds_a_code_and_a_content_once():
    one = QuestionFactory()

    assert breaks(lambda: QuestionFactory(bank=one.bank, code=one.code))
    assert breaks(lambda: QuestionFactory(bank=one.bank, content_key=one.content_key))
    assert breaks(lambda: QuestionBankFactory(name=one.bank.name))


def test_a_question_has_one_current_version():
    version = QuestionVersionFactory()

    assert breaks(lambda: QuestionVersionFactory(question=version.question, number=2))
    assert breaks(lambda: QuestionVersionFactory(question=version.question, is_current=False))
    assert breaks(lambda: QuestionVersionFactory(score=Decimal(0)))


def test_a_knowledge_point_has_one_name_per_parent():
    root = KnowledgePointFactory(name="网络与信息安全")
    KnowledgePointFactory(name="密码", parent=root)
    KnowledgePointFactory(name="密码", parent=KnowledgePointFactory(name="计算机基础"))

    again = breaks(lambda: KnowledgePointFactory(name="密码", parent=KnowledgePoint.objects.get(pk=root.pk)))
    assert (again, breaks(lambda: KnowledgePointFactory(name="计算机基础"))) == (True, True)


def test_a_version_says_only_what_its_kind_can_say():
    version = QuestionVersionFactory()
    version.key = [7]

    with pytest.raises(ValidationError) as refusal:
        version.clean()
    assert refusal.value.code == "answer_beyond_options"
