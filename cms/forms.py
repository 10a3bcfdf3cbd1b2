from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm


class SearchForm(StyledForm):
    q = forms.CharField(label=_("Search for"), max_length=100, required=False)
