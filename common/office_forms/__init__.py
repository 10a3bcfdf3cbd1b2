"""The office's own workbooks as forms: opened safely, looked through for placeholders, filled in."""

from common.office_forms.filling import MOST_ROWS, fill_form, refuse_too_many
from common.office_forms.opening import LARGEST_FORM, open_form
from common.office_forms.placeholders import Vocabulary, problems_of

__all__ = ["LARGEST_FORM", "MOST_ROWS", "Vocabulary", "fill_form", "open_form", "problems_of", "refuse_too_many"]
