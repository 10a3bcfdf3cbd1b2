from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import StyledForm

LARGEST_FILE = 2_000_000
NUMBERS = frozenset(str(i) for i in range(100))
NO_OPTION = -1


class ImportForm(StyledForm):
    bank = forms.CharField(label=_("Question bank"), max_length=60)
    file = forms.FileField(label=_("Workbook (xlsx) or CSV file of our template"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 2 MB."))
        return file


def payloads_of(paper, data):
    """What a page without scripts sends: the answer to every item of the paper it shows."""
    return {item.index: payload_of(item, data.getlist(f"item-{item.index}")) for item in paper.items}


def payload_of(item, values):
    if item.blanks:
        texts = [value.strip() for value in values]
        return texts if any(texts) else []
    return [int(value) if value in NUMBERS else NO_OPTION for value in values]
