from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm, style_fields
from people.choices import Role, TokenScope
from people.models import OrgUnit, User
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
    is_backup = forms.BooleanField(
        label=_("Backup (B role)"), required=False, help_text=_("Only for a liaison who stands in for another.")
    )

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
