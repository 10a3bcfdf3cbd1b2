from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.forms import StyledForm
from questions.kinds.base import Option


@dataclass
class CheckItem:
    """A question as the lesson asks it. There is no field for what is right; the service compares."""

    name: str
    number: int
    stem: str
    hint: str
    template: str
    options: tuple[Option, ...]
    texts: tuple[str, ...]
    error: str = ""


class SelfCheckForm(StyledForm):
    """The questions of a lesson; each kind shows and reads its own."""

    def __init__(self, *args, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.answers = {
            question.id: question.kind.payload_from(self.data.getlist(self.name_of(question)) if self.data else [])
            for question in questions
        }
        self.items = [self.item_of(question, number) for number, question in enumerate(questions, start=1)]

    @staticmethod
    def name_of(question):
        return f"question-{question.id}"

    def item_of(self, question, number):
        kind, given = question.kind, self.answers[question.id]
        return CheckItem(
            name=self.name_of(question),
            number=number,
            stem=question.stem,
            hint=kind.hint,
            template=kind.template,
            options=kind.options(question.item, given),
            texts=kind.texts(question.item, given),
        )

    def clean(self):
        for question, item in zip(self.questions, self.items, strict=True):
            given = self.answers[question.id]
            if not question.kind.is_answered(given):
                item.error = _("Choose an answer.")
                continue
            try:
                question.kind.check_payload(question.item, given)
            except NotAllowed as refusal:
                item.error = str(refusal)
        if any(item.error for item in self.items):
            self.add_error(None, _("Answer every question of the self-check."))
