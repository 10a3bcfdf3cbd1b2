"""What the pages about a list say of a row."""

from django import template
from django.utils.translation import gettext_lazy as _

from intake.verdicts import ERROR, FIXED, OK, SKIPPED, WARNING

register = template.Library()
WORDS = {
    ERROR: _("Error"),
    WARNING: _("Warning"),
    SKIPPED: _("Skipped"),
    FIXED: _("Put right"),
    OK: _("Good"),
}


@register.filter
def verdict_word(status):
    return WORDS[status]


@register.filter
def shown_of(verdict, kind):
    """The values of the row that stand beside its verdict, in words."""
    if not verdict.values:
        return [""] * len(kind.shown)
    return [kind.in_words(name, verdict.values.get(name, "")) for name in kind.shown]


@register.filter
def changes_of(verdict, kind):
    """Label, old and new value of every field the row would change."""
    return [
        (kind.label_of(name), kind.in_words(name, old), kind.in_words(name, new))
        for name, (old, new) in verdict.changes.items()
    ]
