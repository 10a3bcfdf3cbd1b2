import re
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, Textarea
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from common.charts import meter_svg
from common.charts.chart import number

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One symbol of the sprite; it is decoration, the words beside it carry the meaning."""
    from django.templatetags.static import static  # noqa: PLC0415 -- leaf

    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#icon-{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.filter
def note_kind(level: str) -> str:
    """How a note of Django's messages looks."""
    return {"error": "bad", "warning": "warn", "success": "ok"}.get(level, "")


@register.filter
def naming(error: str, label: str) -> str:
    """A sentence about a field for somebody who does not see the field: the label goes before it, unless it is named."""
    colon = gettext(":")
    between = ": " if colon == ":" else colon
    return error if str(label) in error else f"{label}{between}{error}"


@register.filter
def is_wide(field: BoundField) -> bool:
    """Whether the field takes a whole line where others stand in columns."""
    return isinstance(field.field.widget, Textarea | CheckboxSelectMultiple)


@register.filter
def hours(value: Decimal | None) -> str:
    """Credit hours as they are shown and printed: one decimal, half rounded up."""
    return "" if value is None else str(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP))


@register.filter
def percent(part: int, whole: int) -> str:
    """Share with one decimal; a dash where there is nothing to divide by."""
    return number(Decimal(part * 100) / whole if whole else None, "%")


@register.simple_tag
def meter(part, whole, label) -> SafeString:
    """How much of a whole, as a bar; `components/meter.html` puts the words beside it."""
    return meter_svg(part, whole, label)


@register.filter
def get(mapping, key):
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def query(context, **changes) -> str:
    """The present address's query with some values replaced; None removes one."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = value
    return f"?{values.urlencode()}" if values else "?"


@register.simple_tag(takes_context=True)
def current_item(context, items):
    """The menu entry the page belongs to: the one that claims it, else the one with the longest address that the
    page's begins with."""
    path = context["request"].path
    claiming = next((item for item in items if item.also and re.match(item.also, path)), None)
    if claiming:
        return claiming
    holding = [item for item in items if path.startswith(reverse(item.url_name))]
    return max(holding, key=lambda item: len(reverse(item.url_name)), default=None)
