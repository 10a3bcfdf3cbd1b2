from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from people.choices import Role
from people.forms.units import UnitField
from people.models import OrgUnit, User


class GrantRoleForm(StyledForm):
    username = forms.CharField(label=_("Staff number"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit_code = UnitField(label=_("Unit"), queryset=OrgUnit.objects.open())
    with_subordinates = forms.BooleanField(label=_("With subordinate units"), required=False, initial=True)
    is_backup = forms.BooleanField(
        label=_("Backup (B role)"), required=False, help_text=_("Only for a liaison who stands in for another.")
    )

    def clean_username(self):
        user = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if user is None:
            raise forms.ValidationError(_("There is no account with this staff number. Look it up in the accounts."))
        return user
