from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm
from people.forms import SecondPersonForm
from records.codes import LENGTH, normalised


class CodeForm(StyledForm):
    """The code as it stands on the paper, with or without its hyphens, in capitals or not."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=80,
        help_text=_("30 letters and digits in groups of five, below the text of the certificate."),
    )

    def clean_code(self):
        code = normalised(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("A verification code has 30 letters and digits. Look at the paper again."))
        return code


class RevokeForm(SecondPersonForm):
    act = "records.revoke_certificate"
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CorrectionForm(SecondPersonForm):
    """What a posting should come to, not the difference."""

    act = "records.correct_hours"

    hours = forms.DecimalField(label=_("Right hours"), min_value=0, max_value=9999, max_digits=7, decimal_places=2)
    days = forms.DecimalField(label=_("Right days"), min_value=0, max_value=999, max_digits=5, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=200)
