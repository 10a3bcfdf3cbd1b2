from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm

LARGEST_FILE = 2_000_000


class ImportForm(StyledForm):
    bank = forms.CharField(label=_("Question bank"), max_length=60)
    file = forms.FileField(
        label=_("Workbook (xlsx) or CSV file of our template"),
        help_text=_("2 MB and 5000 questions at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 2 MB."))
        return file
