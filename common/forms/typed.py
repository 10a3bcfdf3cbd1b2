"""Rows that are too many for a list: somebody types what they are called."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# What a text means among the rows: those it names, and where it names none, those that come near.
Recogniser = Callable[[str, QuerySet], tuple[Sequence[Model], Sequence[Model]]]
MOST_CANDIDATES = 5


class SuggestingInput(forms.TextInput):
    """A line with suggestions of a kind under it, for those who have scripts; `suggestions` is the slot of the kinds."""

    class Media:
        js = ("js/suggest.js",)

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.kind = kind

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}_list"
        shown = {**(attrs or {}), "list": listed, "data-suggest": reverse("suggestions", kwargs={"kind": self.kind})}
        return format_html('{}<datalist id="{}"></datalist>', super().render(name, value, shown, renderer), listed)


class Typed(str):
    """What somebody typed, as against what stood there."""

    __slots__ = ()


class TypedField(forms.ModelChoiceField):
    """A row by its key where people know it (`to_field_name`), or by anything `recognise` knows. Wrong and doubtful
    texts are answered with the rows that may be meant, and stay."""

    queryset: QuerySet

    default_error_messages = {
        "several": _("“%(typed)s” fits several: %(candidates)s. Say which, such as by the number."),
        "near": _("“%(typed)s” is not to be found here. Did you mean: %(candidates)s?"),
        "unknown": _("“%(typed)s” is not to be found here. Compare the name or the number."),
    }

    def __init__(self, *, kind: str, recognise: Recogniser, **kwargs: Any):
        super().__init__(**{"widget": SuggestingInput(kind), "empty_label": None, **kwargs})
        self.recognise = recognise

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if data is None else Typed(data)

    def prepare_value(self, value: Any) -> Any:
        """A row by its words; what was typed, as it was typed."""
        if value and self.to_field_name and not isinstance(value, Typed | Model):
            value = self.queryset.filter(**{self.to_field_name: value}).first() or value
        return self.label_from_instance(value) if isinstance(value, Model) else value

    def to_python(self, value: Any) -> Model | None:
        text = str(value).strip() if isinstance(value, str) else value
        if not self.to_field_name:
            return self.meant(text) if text else None
        try:
            return super().to_python(text)
        except ValidationError:
            return self.meant(text)

    def meant(self, text: str) -> Model:
        found, near = self.recognise(text, self.queryset)
        if len(found) == 1:
            return found[0]
        candidates = [self.label_from_instance(row) for row in (found or near)[:MOST_CANDIDATES]]
        code = "several" if found else "near" if near else "unknown"
        said = {"typed": text, "candidates": "、".join(candidates)}
        raise ValidationError(self.error_messages[code], code=code, params=said)
