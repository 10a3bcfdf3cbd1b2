from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm, style_fields
from common.tables import LARGEST_FILE
from people.choices import Role, TokenScope
from people.models import OrgUnit, User
from people.roster.headings import FIELDS, plain_heading
from people.roster.reading import Options
from people.services.tokens import MAX_DAYS


class StaffNumberLoginForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Staff number")
        self.fields["login"].widget.attrs["placeholder"] = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        style_fields(self)


class UnmaskForm(StyledForm):
    field = forms.ChoiceField(
        label=_("Number to show"), choices=[("id_number", _("ID number")), ("mobile", _("Mobile"))]
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Kept in the audit trail with your name."))


class GrantRoleForm(StyledForm):
    username = forms.CharField(label=_("Staff number"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit_code = forms.CharField(label=_("Unit code"), max_length=30)
    with_subordinates = forms.BooleanField(label=_("With subordinate units"), required=False, initial=True)

    def clean_username(self):
        user = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if user is None:
            raise forms.ValidationError(_("There is no account with this staff number. Look it up in the accounts."))
        return user

    def clean_unit_code(self):
        unit = OrgUnit.objects.open().filter(code=self.cleaned_data["unit_code"].strip()).first()
        if unit is None:
            raise forms.ValidationError(_("There is no open unit with this code. Look it up in the list of units."))
        return unit


class TokenForm(StyledForm):
    name = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("For example: class screen in the hall.")
    )
    scope = forms.ChoiceField(label=_("What it may read"), choices=TokenScope.choices, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Valid for how many days"), min_value=1, max_value=MAX_DAYS, initial=90)


class RosterUploadForm(StyledForm):
    unit = forms.ModelChoiceField(
        label=_("Whose list it is"),
        queryset=OrgUnit.objects.none(),
        to_field_name="code",
        help_text=_("Rows that name no unit belong to it; headings you explain are remembered for it."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx, .xls or .csv of 10 MB at most, with the headings in one of the first 15 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it, or delete pictures from it."))
        return file


NOT_USED = "-"


class RosterOptionsForm(StyledForm):
    """Sheets, the meaning of every heading, and units for texts no unit is called by."""

    id_is_optional = forms.BooleanField(
        label=_("Take rows over whose ID number is incomplete, masked or reads “to follow”; the number is left out"),
        required=False,
    )
    skip_hidden = forms.BooleanField(label=_("Pass hidden rows over"), required=False)

    def __init__(self, *args, sheets, headings, unit_texts, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings, self.unit_texts = list(headings), list(unit_texts)
        if len(sheets) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets to read"),
                choices=[(name, name) for name in sheets],
                widget=forms.CheckboxSelectMultiple,
            )
        meanings = [(NOT_USED, _("not used")), *FIELDS.items()]
        for i, (heading, meaning) in enumerate(headings.items()):
            self.fields[f"h{i}"] = forms.ChoiceField(label=heading, choices=meanings, initial=meaning or NOT_USED)
        choices = [("", _("not chosen")), *((unit.code, f"{unit.short_name}（{unit.name}）") for unit in units)]
        for i, text in enumerate(self.unit_texts):
            self.fields[f"u{i}"] = forms.ChoiceField(label=text, choices=choices, required=False)
        style_fields(self)

    def heading_fields(self):
        return [self[f"h{i}"] for i in range(len(self.headings))]

    def unit_fields(self):
        return [self[f"u{i}"] for i in range(len(self.unit_texts))]

    def options(self, before: Options) -> Options:
        """What was chosen, on top of what was chosen before."""
        data = self.cleaned_data
        meanings = {plain_heading(heading): data[f"h{i}"] for i, heading in enumerate(self.headings)}
        units = {text: data[f"u{i}"] for i, text in enumerate(self.unit_texts) if data[f"u{i}"]}
        return Options(
            sheets=data.get("sheets", before.sheets),
            headings={**before.headings, **{key: "" if name == NOT_USED else name for key, name in meanings.items()}},
            unit_names={**before.unit_names, **units},
            id_is_optional=data["id_is_optional"],
            skip_hidden=data["skip_hidden"],
        )
