from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm


class SearchForm(StyledForm):
    q = forms.CharField(label=_("Search for"), max_length=100, required=False)


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
