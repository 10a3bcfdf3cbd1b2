from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _


class PageFormRenderer(TemplatesSetting):
    """Fields are laid out by our own templates; widgets come from the app folders as usual."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


# The style sheet knows them by what they are.
UNSTYLED = forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.HiddenInput


class StyledForm(forms.Form):
    """Gives widgets the classes of the style sheet and links each to its help and errors."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        style_fields(self)


def style_fields(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if not isinstance(field.widget, UNSTYLED):
            field.widget.attrs.setdefault("class", "input")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


def in_words(field: forms.Field, value: Any) -> str:
    """A value of the field as the page shows it: the label of a choice, a day as it is typed."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if hasattr(field, "choices"):
        values = value if isinstance(value, list | tuple) else [value]
        wanted = {str(field.prepare_value(one)) for one in values if one is not None}
        return "、".join(str(label) for key, label in field.choices if str(key) in wanted) or "—"
    return str(field.widget.format_value(field.prepare_value(value)) or "—")
