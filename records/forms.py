from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SecondPersonForm
from common.forms import DateInput, StyledForm
from records.codes import LENGTH, normalised
from records.models import CertificateNumbering


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


class WaiverForm(SecondPersonForm):
    """What is wished for is what the page offered, so that sending it twice is not taking it back."""

    act = "records.waive_exam"

    granted = forms.TypedChoiceField(
        choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1", widget=forms.HiddenInput
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class IssueForm(SecondPersonForm):
    act = "records.issue_certificate"


class CorrectionForm(SecondPersonForm):
    """What a posting should come to, not the difference."""

    act = "records.correct_hours"

    hours = forms.DecimalField(label=_("Right hours"), min_value=0, max_value=9999, max_digits=7, decimal_places=2)
    days = forms.DecimalField(label=_("Right days"), min_value=0, max_value=999, max_digits=5, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class HourRuleForm(StyledForm):
    groups = (
        (_("What a half-day counts"), ("half_day_hours", "evening_hours")),
        (_("From when and why"), ("valid_from", "note")),
    )

    valid_from = forms.DateField(label=_("Valid from"), widget=DateInput)
    half_day_hours = forms.DecimalField(
        label=_("Credit hours of a half-day"), min_value=0, max_value=24, max_digits=4, decimal_places=2
    )
    evening_hours = forms.DecimalField(
        label=_("Credit hours of an evening"), min_value=0, max_value=24, max_digits=4, decimal_places=2
    )
    note = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The document or decision the figures come from.")
    )


class CertificateNumberingForm(StyledForm):
    pattern = forms.CharField(
        label=_("Pattern"),
        max_length=30,
        help_text=_("Write {年} where the year goes and {序号} where the running number goes."),
    )
    digits = forms.IntegerField(
        label=_("Digits of the running number"),
        min_value=1,
        max_value=6,
        help_text=_("Shorter numbers are filled up with zeros: with four digits 12 is written 0012."),
    )
    serial = forms.IntegerField(
        label=_("Next running number of this year"),
        min_value=1,
        max_value=999_999,
        help_text=_("Raise it when numbers of this year are used up on paper already."),
    )
    reason = forms.CharField(
        label=_("Why numbers are left out"),
        max_length=200,
        required=False,
        help_text=_("Needed when the running number is raised; it is kept with your name."),
    )

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"]
        left = pattern
        for place in (CertificateNumbering.YEAR, CertificateNumbering.SERIAL):
            if pattern.count(place) != 1:
                raise forms.ValidationError(_("The pattern needs %(place)s exactly once.") % {"place": place})
            left = left.replace(place, "")
        if "{" in left or "}" in left:
            raise forms.ValidationError(_("Only {年} and {序号} are filled in; take the other braces out."))
        return pattern
