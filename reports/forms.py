from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from common.office_forms import LARGEST_FORM
from people.forms.units import UnitField
from people.models import OrgUnit
from reports.choices import FormPurpose, Units
from reports.models import FormTemplate
from reports.selectors.figures import YearSpan
from reports.services import form_problems
from training.models import Batch

FORMATS = [("xlsx", "xlsx"), ("csv", "csv")]
MOST_PROBLEMS = 20


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


class YearForm(forms.Form):
    """Of the leader's page, from its address."""

    year = forms.IntegerField(min_value=2000, max_value=2100)


class ExportForm(StyledForm):
    """Which classes, which unit, which form, which format; a class goes before a year."""

    batch = forms.ModelChoiceField(
        label=_("Class"),
        queryset=Batch.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("all of some years"),
    )
    year = forms.IntegerField(label=_("From year"), min_value=2000, max_value=2100, required=False)
    to_year = forms.IntegerField(
        label=_("To year"), min_value=2000, max_value=2100, required=False, help_text=_("Empty: one year.")
    )
    unit = UnitField(label=_("Unit"), required=False, help_text=_("Empty: all units."))
    units = forms.ChoiceField(label=_("By unit"), choices=Units, required=False, initial=Units.THEN)
    template = forms.ModelChoiceField(
        label=_("Form"),
        queryset=FormTemplate.objects.none(),
        required=False,
        empty_label=_("plain table"),
    )
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, required=False)
    purpose = ""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(user)
        self.fields["unit"].queryset = OrgUnit.objects.visible_to(user)
        self.fields["year"].initial = timezone.localdate().year
        ours = FormTemplate.objects.visible_to(user).in_use().filter(purpose=self.purpose)
        self.fields["template"].queryset = ours.order_by("name")

    def clean(self):
        data = super().clean()
        data["units"] = data.get("units") or Units.THEN
        data["format"] = data.get("format") or "xlsx"
        if not data.get("batch") and not data.get("year") and not self.errors:
            raise forms.ValidationError(_("Choose a class, or a year."))
        if data.get("to_year") and data["to_year"] < (data.get("year") or 0):
            self.add_error("to_year", _("The first year comes after the last. Exchange them."))
        if data.get("template") and data["format"] != "xlsx":
            self.add_error("format", _("A form of the office is always an xlsx. Choose xlsx, or the plain table."))
        return data


class AttendanceExportForm(ExportForm):
    purpose = FormPurpose.ATTENDANCE


class HoursExportForm(ExportForm):
    """Hours are in the ledger once a class is closed."""

    purpose = FormPurpose.HOURS

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(user).held()
        self.fields["batch"].help_text = _("Classes that are closed.")


class FormUploadForm(StyledForm):
    """A workbook of the office; what is wrong in it is said cell by cell."""

    name = forms.CharField(
        label=_("Name of the form"), max_length=60, help_text=_("As it is chosen when a file is made.")
    )
    purpose = forms.ChoiceField(label=_("What it is for"), choices=FormPurpose)
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx of 2 MB at most, without macros, pictures or links to other workbooks."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean(self):
        data = super().clean()
        file, purpose = data.get("file"), data.get("purpose")
        if file and file.size > LARGEST_FORM:
            self.add_error("file", _("The file is larger than 2 MB. Delete pictures and sheets that are not needed."))
        elif file and purpose:
            content = file.read()
            file.seek(0)
            for problem in form_problems(content, file.name, purpose)[:MOST_PROBLEMS]:
                self.add_error("file", problem)
        return data
