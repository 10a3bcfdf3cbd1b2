from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from people.choices import Role
from people.models import OrgUnit, User


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
