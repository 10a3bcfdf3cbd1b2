from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm


class SelfCheckForm(StyledForm):
    """The questions of a lesson. Knows the options only; the answers are compared by the service."""

    def __init__(self, *args, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions, start=1):
            self.fields[self.name_of(question)] = self.field_for(question, number)

    @staticmethod
    def name_of(question):
        return f"question-{question.id}"

    @staticmethod
    def field_for(question, number):
        options = [(str(i), text) for i, text in enumerate(question.options)]
        kind, widget, hint = (
            (forms.MultipleChoiceField, forms.CheckboxSelectMultiple, _("Several options are right."))
            if question.is_multiple
            else (forms.ChoiceField, forms.RadioSelect, _("One option is right."))
        )
        return kind(
            label=f"{number}. {question.stem}",
            choices=options,
            widget=widget,
            help_text=hint,
            error_messages={"required": _("Choose an answer.")},
        )

    @property
    def answers(self):
        """Chosen option numbers by question."""
        given = {question.id: self.cleaned_data[self.name_of(question)] for question in self.questions}
        return {key: {int(i) for i in ([value] if isinstance(value, str) else value)} for key, value in given.items()}
