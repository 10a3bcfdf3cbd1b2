"""Classes and their half-days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput, StyledForm, TimeInput
from common.forms.typed import SuggestingInput
from people.choices import Track
from people.forms.units import UnitField
from training.choices import Slot
from training.selectors import class_teachers
from training.services.classes import ClassDraft, MeetingDraft

MAX_HALF_DAYS = 60


def overlap_reason_field():
    return forms.CharField(
        label=_("Reason, if somebody is to be in two classes at once"),
        max_length=200,
        required=False,
        help_text=_("Only when you were told of another class in the same half-day; kept and shown on the list."),
    )


class ClassForm(StyledForm):
    """The head of the one-page form; the half-days are a formset below it."""

    title = forms.CharField(label=_("Class title"), max_length=120)
    tracks = forms.MultipleChoiceField(label=_("Audience"), choices=Track, widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(
        label=_("Place"),
        max_length=60,
        help_text=_("The room of every half-day that names no other."),
        widget=SuggestingInput("room"),
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5000)
    organiser = UnitField(label=_("Organised by"))
    class_teacher = forms.ModelChoiceField(label=_("Class teacher"), queryset=None, required=False)
    session_number = forms.IntegerField(
        label=_("Session number"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Leave empty for a lone class."),
    )
    batch_number = forms.IntegerField(label=_("Batch number"), min_value=1, max_value=99, required=False)

    def __init__(self, *args, organisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = organisers
        self.fields["class_teacher"].queryset = class_teachers()

    def draft(self, meetings: list[MeetingDraft]) -> ClassDraft:
        return ClassDraft(meetings=meetings, **self.cleaned_data)


class MeetingForm(StyledForm):
    """One half-day; a line left empty is skipped."""

    date = forms.DateField(label=_("Date"), widget=DateInput, required=False)
    slot = forms.ChoiceField(label=_("Half-day"), choices=Slot)
    title = forms.CharField(label=_("Topic"), max_length=120, required=False)
    lecturer = forms.CharField(label=_("Lecturer"), max_length=100, required=False, widget=SuggestingInput("lecturer"))
    room = forms.CharField(label=_("Room, if another"), max_length=60, required=False, widget=SuggestingInput("room"))

    def clean(self):
        data = super().clean()
        typed = [data.get("date"), data.get("title"), data.get("lecturer"), data.get("room")]
        if any(typed) and not (data.get("date") and data.get("title")):
            raise forms.ValidationError(_("A half-day needs a date and a topic."))
        return data

    def draft(self) -> MeetingDraft | None:
        return MeetingDraft(**self.cleaned_data) if self.cleaned_data.get("date") else None


class BaseMeetingFormSet(forms.BaseFormSet):
    def drafts(self) -> list[MeetingDraft]:
        return [draft for form in self.forms if (draft := form.draft())]


MeetingFormSet = forms.formset_factory(MeetingForm, formset=BaseMeetingFormSet, extra=6, max_num=MAX_HALF_DAYS)


def with_more_lines(data, prefix):
    """The half-days as typed so far, not judged yet, with six empty lines behind them."""
    sent = data.get(f"{prefix}-TOTAL_FORMS") or ""
    total = min(int(sent), MAX_HALF_DAYS) if sent.isdecimal() else 0
    typed = [{name: data.get(f"{prefix}-{i}-{name}") for name in MeetingForm.base_fields} for i in range(total)]
    return MeetingFormSet(initial=typed, prefix=prefix)


class OneMeetingForm(MeetingForm):
    overlap_reason = overlap_reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].required = self.fields["title"].required = True

    def draft(self):
        return MeetingDraft(**{name: self.cleaned_data[name] for name in MeetingForm.base_fields})


class HoursForm(StyledForm):
    starts_at = forms.TimeField(label=_("Starts at"), widget=TimeInput)
    ends_at = forms.TimeField(label=_("Ends at"), widget=TimeInput)


class ReasonForm(StyledForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
