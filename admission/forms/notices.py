"""The notice, and who is put forward."""

from django import forms
from django.utils.translation import gettext_lazy as _

from admission.selectors import latest_reply
from admission.services.notices import reply_day_refusal
from common.forms import DateInput, StyledForm, style_fields
from people.choices import Track
from people.models import OrgUnit, Person
from training.forms.classes import overlap_reason_field


class NoticeForm(StyledForm):
    """The notice and one seat field per unit and audience (`q-<unit id>-<track>`)."""

    doc_no = forms.CharField(label=_("Document number"), max_length=50, required=False)
    reply_by = forms.DateField(label=_("Reply by"), widget=DateInput)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea)

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["reply_by"].help_text = _("%(day)s at the latest.") % {"day": f"{latest_reply(batch):%Y-%m-%d}"}
        self.units = list(OrgUnit.objects.open().access_units())
        for unit in self.units:
            for track in batch.tracks:
                self.fields[self.name(unit, track)] = forms.IntegerField(
                    label=f"{unit.short_name} {Track(track).label}", min_value=0, max_value=999, required=False
                )
        style_fields(self)

    @staticmethod
    def name(unit, track):
        return f"q-{unit.pk}-{track}"

    def grid(self):
        """(unit, its seat fields) in unit order, for the template."""
        return [(unit, [self[self.name(unit, track)] for track in self.batch.tracks]) for unit in self.units]

    def clean_reply_by(self):
        if refusal := reply_day_refusal(self.batch, self.cleaned_data["reply_by"]):
            raise forms.ValidationError(str(refusal))
        return self.cleaned_data["reply_by"]

    def quotas(self):
        return {
            (unit.pk, track): self.cleaned_data.get(self.name(unit, track)) or 0
            for unit in self.units
            for track in self.batch.tracks
        }


class PersonChoiceForm(StyledForm):
    """One person out of those the caller offers."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none(), to_field_name="uuid")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = self.words_of

    def words_of(self, person):
        """How somebody stands in the list."""
        return f"{person.name}（{person.posting.post}）" if person.posting else person.name


class ReplaceForm(PersonChoiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
    overlap_reason = overlap_reason_field()

    def __init__(self, *args, may_allow_overlap, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_allow_overlap:
            del self.fields["overlap_reason"]
        field = self.fields["person"]
        field.help_text = _("People of the same unit and audience who are not put forward for this class.")
        field.error_messages["invalid_choice"] = _(
            "Choose somebody of the same unit and audience who is not put forward for this class."
        )

    def words_of(self, person):
        words = super().words_of(person)
        return f"{words} · {_('written in')}" if person.is_written_in else words
