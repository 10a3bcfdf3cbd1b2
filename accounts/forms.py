from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.choices import TokenScope
from accounts.services.second_person import confirmed_by
from accounts.services.tokens import MAX_DAYS
from common.forms import StyledForm, style_fields
from people.acts import needs_second
from people.models import Person


class StaffNumberLoginForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Staff number or mobile")
        self.fields["login"].widget.attrs["placeholder"] = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""
        style_fields(self)


class ConfirmForm(PasswordAgainForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        style_fields(self)


class NewPasswordForm(ResetPasswordKeyForm):
    """At the end of the link that was mailed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["placeholder"] = ""
        style_fields(self)


class TokenForm(StyledForm):
    name = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("For example: class screen in the hall.")
    )
    scope = forms.ChoiceField(label=_("What it may read"), choices=TokenScope.choices, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Valid for how many days"), min_value=1, max_value=MAX_DAYS, initial=90)


class SlipChoiceForm(StyledForm):
    """The people chosen, as far as the user may know of them."""

    person = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=Person.objects.none(),
        to_field_name="uuid",
        error_messages={"required": _("Tick the people who are to get a slip.")},
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(by)


class SeenAtForm(StyledForm):
    """When the page was opened on which the slips were confirmed."""

    seen_at = forms.DateTimeField(widget=forms.HiddenInput)


class SlipPrintForm(SeenAtForm, SlipChoiceForm):
    pass


class PasswordForm(StyledForm):
    """A new password, typed twice. Whoever comes with a slip has just shown that they know its code; whoever comes
    from the identity server may have none."""

    oldpassword = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password1 = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.initial_until or not user.has_usable_password():
            del self.fields["oldpassword"]

    def clean_oldpassword(self):
        if not self.user.check_password(self.cleaned_data["oldpassword"]):
            raise forms.ValidationError(_("This is not your present password."))
        return self.cleaned_data["oldpassword"]

    def clean_password2(self):
        if self.cleaned_data.get("password1") not in (None, self.cleaned_data["password2"]):
            raise forms.ValidationError(_("The two are not the same. Type the new password twice."))
        return self.cleaned_data["password2"]


class OwnDataForm(StyledForm):
    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Only if your ID number and mobile are to stand in the file in full."),
    )


class LostPasswordForm(StyledForm):
    login = forms.CharField(
        label=_("Staff number or mobile"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )


class CodeField(forms.CharField):
    def __init__(self, label):
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"})
        super().__init__(label=label, max_length=20, widget=widget)


class OnceMixin:
    """allauth remembers a used code for one step of the clock; with tolerance it is good for three."""

    SECONDS = 90

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        style_fields(self)

    def clean_code(self):
        code = super().clean_code()
        key = f"second-factor-used-{self.user.pk}-{normalize_user_code(code)}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(key, 1, self.SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceMixin, AuthenticateForm):
    code = CodeField(_("Code of the app, or a recovery code"))


class SecondFactorAgainForm(OnceMixin, ReauthenticateForm):
    code = CodeField(_("Code of the app, or a recovery code"))


class SecondFactorSetUpForm(ActivateTOTPForm):
    code = CodeField(_("Code the app shows now"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        style_fields(self)


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
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input"}),
        ),
        # Not the password the browser keeps for the person who is signed in.
        "second_password": forms.CharField(
            label=_("Password of the second person"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "input"}),
        ),
    }
