from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.models.feedback import MESSAGE_LENGTH
from common.forms import StyledForm


class SearchForm(StyledForm):
    q = forms.CharField(label=_("Search for"), max_length=100, required=False)


class FeedbackForm(StyledForm):
    text = forms.CharField(
        label=_("Message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Write nobody's ID number, telephone or other personal data, neither yours nor other people's."),
    )
    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class AnswerForm(StyledForm):
    answer = forms.CharField(
        label=pgettext_lazy("verb", "Answer"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )


class IdentityForm(StyledForm):
    system_name = forms.CharField(
        label=_("Name of the system"),
        max_length=40,
        required=False,
        help_text=_("Stands at the top of every page, as in 南阳市电子政务培训系统."),
    )
    organiser = forms.CharField(label=_("Organiser"), max_length=60, required=False)
    operator = forms.CharField(label=_("Operator"), max_length=60, required=False)
    site_code = forms.CharField(label=_("Site code"), max_length=20, required=False)
    icp_number = forms.CharField(label=_("Record number"), max_length=40, required=False)
    telephone = forms.CharField(label=_("Service telephone"), max_length=60, required=False)
    emblem = forms.FileField(
        label=_("Emblem"),
        required=False,
        help_text=_("A square picture (PNG, JPEG or WebP). Leave it empty to keep the one that is there."),
    )
    without_emblem = forms.BooleanField(label=_("Take the emblem away and show the mark of the system"), required=False)
