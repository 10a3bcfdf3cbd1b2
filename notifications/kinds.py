"""The kinds of message the apps register, and the words of each with its placeholders filled."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people.news import MessageGroup, MessageKind

PLACEHOLDER = re.compile(r"\{(\w+)\}")
MEANINGS: dict[str, str | Promise] = {
    "title": _("what it is about"),
    "name": _("name"),
    "day": _("the last day for it"),
    "begins": _("first day"),
    "ends": _("last day"),
    "place": _("place"),
    "unit": _("unit"),
    "reason": _("reason"),
    "hours": _("hours"),
    "hours_before": _("hours before"),
    "days": _("days"),
    "days_before": _("days before"),
    "n": _("how many"),
    "names": _("names"),
    "other": _("the other person"),
    "when": _("half-day or moment"),
    "lesson": _("topic"),
    "time": _("hours of the clock"),
    "status": _("mark"),
    "role": _("role"),
    "number": _("number"),
    "minutes": _("minutes"),
}


def message_kinds() -> list[MessageKind]:
    return [kind for hook in hooks.get_hooks("message_kinds") for kind in hook()]


def message_kind(code: str) -> MessageKind | None:
    return next((kind for kind in message_kinds() if kind.code == code), None)


def message_groups() -> list[MessageGroup]:
    """The groups that anybody is told something of, in their order."""
    groups = {kind.group.code: kind.group for kind in message_kinds()}
    return sorted(groups.values(), key=lambda group: group.order)


def placeholders_of(kind: MessageKind) -> list[tuple[str, str | Promise, str]]:
    """Name as it is typed, meaning, example."""
    return [(f"{{{name}}}", MEANINGS[name], sample) for name, sample in kind.sample.items()]


def unknown_placeholders(kind: MessageKind, text: str) -> list[str]:
    """What stands in braces and is none of the kind's placeholders, stray braces included."""
    unknown = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if name not in kind.sample]
    return unknown + [brace for brace in "{}" if brace in PLACEHOLDER.sub("", text)]


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put the values in; nothing but plain names is looked at."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], "")), text)
