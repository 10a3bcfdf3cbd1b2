from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from people.models import OrgUnit
from reports.choices import Units
from reports.selectors import YearSpan
from training.models import Batch

FORMATS = [("xlsx", "xlsx"), ("csv", "csv")]


class SpanForm(StyledForm):
    first = forms.IntegerField(label=_("From year"), min_value=2000, max_value=2100)
    last = forms.IntegerField(label=_("To year"), min_value=2000, max_value=2100)

    units = forms.ChoiceField(label=_("By unit"), choices=Units, required=False, initial=Units.THEN)

    def clean_units(self):
        return self.cleaned_data["units"] or Units.THEN

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            raise forms.ValidationError(_("The first year comes after the last. Exchange them."))
        return data

    def span(self):
        return YearSpan(self.cleaned_data["first"], self.cleaned_data["last"])


class AttendanceExportForm(StyledForm):
    """Which classes, which unit, which format; a class goes before a year."""

    batch = forms.ModelChoiceField(
        label=_("Class"),
        queryset=Batch.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("all of a year"),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=OrgUnit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("all units"),
    )
    units = forms.ChoiceField(label=_("Units"), choices=Units, required=False, initial=Units.THEN)
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(user)
        self.fields["unit"].queryset = OrgUnit.objects.visible_to(user)
        self.fields["year"].initial = timezone.localdate().year

    def clean(self):
        data = super().clean()
        data["units"] = data.get("units") or Units.THEN
        data["format"] = data.get("format") or "xlsx"
        if not data.get("batch") and not data.get("year") and not self.errors:
            raise forms.ValidationError(_("Choose a class, or a year."))
        return data
