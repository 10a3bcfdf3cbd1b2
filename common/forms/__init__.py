from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms.sentences import name_in_sentences


class PageFormRenderer(TemplatesSetting):
    """Fields are laid out by our own templates; widgets come from the app folders as usual."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


# The style sheet knows them by what they are.
UNSTYLED = forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.HiddenInput


# What Django and django-filter write where nothing is chosen yet.
DASHES = "---------"
PLEASE_CHOOSE = gettext_lazy("Please choose")


class SpeakingForm(forms.Form):
    """Says what is wrong in sentences that name the field, those added by the form itself too."""

    def full_clean(self):
        name_in_sentences(self)
        super().full_clean()


class StyledForm(SpeakingForm):
    """Gives widgets the classes of the style sheet and links each to its help and errors."""

    # Headings and the fields below each, for a form so long that it stands in groups of two columns.
    groups: Sequence[tuple[str | Promise, Sequence[str]]] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        style_fields(self)

    def grouped(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The groups as far as they have fields here; empty for a form that has none. A field of no group, such as one
        that only some are asked, stands in the last."""
        named = {name for _heading, names in self.groups for name in names}
        others = [name for name, field in self.fields.items() if name not in named and not field.widget.is_hidden]
        *firsts, last = self.groups or [("", ())]
        groups = [*firsts, (last[0], [*last[1], *others])] if self.groups else []
        shown = [(heading, [self[name] for name in names if name in self.fields]) for heading, names in groups]
        return [(heading, fields) for heading, fields in shown if fields]


def style_fields(form: forms.BaseForm, *, nothing_chosen: str | Promise = PLEASE_CHOOSE) -> None:
    for field in form.fields.values():
        if not isinstance(field.widget, UNSTYLED):
            field.widget.attrs.setdefault("class", "input")
        if hasattr(field, "empty_label") and field.empty_label == DASHES:
            field.empty_label = nothing_chosen


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
