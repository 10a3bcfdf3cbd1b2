from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from people.acts import needs_second
from people.services.second_person import confirmed_by


class SecondPersonForm(StyledForm):
    """The form of an act that may take a second person: asks for them only where the rule says so."""

    act: str

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_second(self.act):
            self.fields |= second_person_fields()

    def second_person(self, *, by, target):
        """Who confirmed, or nobody where nobody has to; refuses who cannot."""
        if "second_username" not in self.fields:
            return None
        data = self.cleaned_data
        return confirmed_by(
            act=self.act, by=by, username=data["second_username"], password=data["second_password"], target=target
        )


def second_person_fields():
    return {
        "second_username": forms.CharField(
            label=_("Staff number or mobile of the second person"),
            max_length=150,
            help_text=_("This takes two people. Somebody else who may do it too types number and password here."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}),
        ),
        # Not the password the browser keeps for the person who is signed in.
        "second_password": forms.CharField(
            label=_("Password of the second person"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-control"}),
        ),
    }
