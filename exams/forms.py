from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import DateTimeInput, StyledForm
from exams.choices import ResultVisibility, SittingRole
from exams.models import Paper
from exams.pool import supplies, total_of
from exams.selectors import classes_to_examine, finals_to_repeat, staff_candidates, units_to_examine_for
from exams.services.papers import PaperDraft, RuleDraft
from exams.services.sittings import SittingDraft
from people.choices import Track
from questions.choices import Difficulty
from questions.kinds import kind_choices, kind_of
from questions.models import KnowledgePoint, QuestionBank

LONGEST_NUMBER = 10


KEEP, REPLACE = "keep", "replace"


def payloads_of(paper, data):
    """What a page without scripts sends: the answer to every item of the paper it shows. One that had two answers
    counts where its person chose it over the stored one."""
    return {
        item.index: kind_of(item.kind).payload_from(data.getlist(item.name))
        for item in paper.items
        if data.get(f"choice-{item.index}", REPLACE) == REPLACE
    }


def seen_by(data):
    """The number a page was rendered with; a page without one has seen nothing."""
    seen = data.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < LONGEST_NUMBER else 0


class PaperForm(StyledForm):
    """The head of a paper; its rules are a formset below it."""

    title = forms.CharField(label=_("Title of the paper"), max_length=100)
    unit = forms.ModelChoiceField(label=_("Kept by"), queryset=None, to_field_name="code", empty_label=None)
    bank = forms.ModelChoiceField(label=_("Question bank"), queryset=QuestionBank.objects.all(), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_examine_for(user)

    def draft(self, rules):
        return PaperDraft(rules=rules, **self.cleaned_data)


def knowledge_points():
    """Every knowledge point by its key, in the order of the tree; one statement for all lines."""
    return {str(point.pk): point for point in KnowledgePoint.objects.all()}


class RuleForm(StyledForm):
    """One rule; a line without a kind is skipped."""

    kind = forms.ChoiceField(label=_("Kind of question"), choices=lambda: [("", "—"), *kind_choices()], required=False)
    knowledge_point = forms.TypedChoiceField(label=_("Knowledge point"), required=False, empty_value=None)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=[("", _("Any")), *Difficulty.choices], required=False)
    count = forms.IntegerField(label=_("Number of questions"), min_value=1, max_value=500, required=False)
    score = forms.DecimalField(
        label=_("Points each"), min_value=0.5, max_value=1000, max_digits=5, decimal_places=1, required=False
    )

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["knowledge_point"]
        field.choices = [("", _("Any")), *((key, indented(point)) for key, point in points.items())]
        field.coerce = points.get

    def clean(self):
        data = super().clean()
        if data.get("kind") and not self.errors and not (data.get("count") and data.get("score")):
            raise ValidationError(_("A rule needs a kind, a number of questions, and the points for each."))
        if not data.get("kind") and (data.get("count") or data.get("score")):
            raise ValidationError(_("Choose the kind of question."))
        return data

    def draft(self):
        return RuleDraft(**self.cleaned_data) if self.cleaned_data.get("kind") else None


def indented(point):
    return "　" * (point.depth - 1) + point.name


class BaseRuleFormSet(forms.BaseFormSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="r", form_kwargs={"points": knowledge_points()}, **kwargs)

    def drafts(self):
        return [draft for form in self.forms if (draft := form.draft())]

    def supply(self, bank):
        """What each line that says something can draw from, and what the lines are worth together."""
        lines = {i: draft.row() for i, form in enumerate(self.forms) if (draft := form.draft())}
        found = supplies(bank, list(lines.values()))
        return dict(zip(lines, found, strict=True)), total_of(list(lines.values()))


MOST_RULES = 60
MORE_RULES = 3
RuleFormSet = forms.formset_factory(
    RuleForm, formset=BaseRuleFormSet, extra=MORE_RULES, max_num=MOST_RULES, absolute_max=MOST_RULES
)


def rules_as_typed(data):
    """The lines as typed so far, not judged yet, with empty ones behind them."""
    typed = data.get("r-TOTAL_FORMS", "")
    total = min(int(typed), MOST_RULES) if typed.isdecimal() and len(typed) < 4 else 0
    return RuleFormSet(
        initial=[{name: data.get(f"r-{i}-{name}") for name in RuleForm.base_fields} for i in range(total)]
    )


def rules_as_stored(rules):
    return RuleFormSet(
        initial=[
            {
                "kind": rule.kind,
                "knowledge_point": rule.knowledge_point_id,
                "difficulty": rule.difficulty,
                "count": rule.count,
                "score": rule.score,
            }
            for rule in rules
        ]
    )


class YesNoField(forms.TypedChoiceField):
    """A question that is answered by yes or by no, and has no answer of its own."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        choices = [("1", _("Yes")), ("0", _("No"))]
        super().__init__(choices=choices, coerce=lambda value: value == "1", empty_value=None, **kwargs)

    def prepare_value(self, value):
        return str(int(value)) if isinstance(value, bool) else value


def named(user):
    return f"{user}（{user.username}）"


class SittingForm(StyledForm):
    """An examination: its paper, its window, who sits it and who staffs it."""

    title = forms.CharField(label=_("Title of the examination"), max_length=120)
    paper = forms.ModelChoiceField(label=_("Paper"), queryset=None)
    unit = forms.ModelChoiceField(label=_("Held by"), queryset=None, to_field_name="code", empty_label=None)
    batch = forms.ModelChoiceField(
        label=_("For the class"), queryset=None, to_field_name="code", required=False, empty_label=_("No class")
    )
    track = forms.ChoiceField(
        label=_("For the audience"),
        choices=[("", _("Every audience")), *Track.choices],
        required=False,
        help_text=_("Without a class and an audience everybody in post may sit it."),
    )
    opens_at = forms.DateTimeField(label=_("Opens at"), widget=DateTimeInput)
    closes_at = forms.DateTimeField(label=_("Closes at"), widget=DateTimeInput)
    minutes = forms.IntegerField(label=_("Minutes for the paper"), min_value=1, max_value=600, initial=60)
    attempts_allowed = forms.IntegerField(label=_("Attempts allowed"), min_value=1, max_value=20, initial=1)
    pass_mark = forms.DecimalField(label=_("Pass mark"), min_value=0, max_digits=6, decimal_places=1, initial=60)
    show_result = forms.ChoiceField(
        label=_("What the trainee sees after handing in"), choices=ResultVisibility, initial=ResultVisibility.SCORE
    )
    counts_for_completion = YesNoField(
        label=_("Final examination of the class"),
        required=False,
        help_text=_("With yes, nobody gets the class's certificate without passing it or being exempt from it."),
    )
    repeats = forms.ModelChoiceField(
        label=_("Further sitting of"),
        queryset=None,
        required=False,
        empty_label=_("None: an examination of its own"),
        help_text=_("For a resit or a second group: passing either sitting is enough."),
    )
    graders = forms.ModelMultipleChoiceField(
        label=_("Graders"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    proctors = forms.ModelMultipleChoiceField(
        label=_("Proctors"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {
            "paper": Paper.objects.visible_to(user),
            "unit": units_to_examine_for(user),
            "batch": classes_to_examine(user),
            "graders": staff_candidates(SittingRole.GRADER),
            "proctors": staff_candidates(SittingRole.PROCTOR),
            "repeats": finals_to_repeat(user),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows
        for name in ("graders", "proctors"):
            self.fields[name].label_from_instance = named

    def clean(self):
        data = super().clean()
        if data.get("batch") and data.get("counts_for_completion") is None:
            self.add_error("counts_for_completion", _("Say whether certificates of the class need this examination."))
        return data

    def draft(self):
        data = self.cleaned_data
        return SittingDraft(**data | {"counts_for_completion": bool(data["counts_for_completion"])})


class FinalForm(StyledForm):
    counts = YesNoField(label=_("Final examination of the class"))


class CancelForm(StyledForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
