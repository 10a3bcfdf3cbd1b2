"""What people are told of. Each app lists its kinds of event in `messages.py` and registers them under the hook
`message_kinds`; whoever tells people of one passes the kind and the values for its placeholders."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

if TYPE_CHECKING:
    from people.models import User

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


@dataclass(frozen=True)
class MessageKind:
    """`title` and `body` are the built-in words; `sample` has one entry for each placeholder that may be used."""

    code: str
    group: str
    label: str | Promise
    title: str | Promise
    body: str | Promise = ""
    sample: Mapping[str, str] = field(default_factory=dict)

    @property
    def placeholders(self) -> list[tuple[str, str | Promise, str]]:
        """Name as it is typed, meaning, example."""
        return [(f"{{{name}}}", MEANINGS[name], sample) for name, sample in self.sample.items()]


@dataclass(frozen=True)
class Message:
    """What one account is told. Values may be lazy: they are read in the language of the house."""

    user: "User"
    kind: MessageKind
    values: Mapping[str, object] = field(default_factory=dict)
    address: str = ""


def to_each(
    users: "Iterable[User]", kind: MessageKind, values: Mapping[str, object] | None = None, address: str = ""
) -> list[Message]:
    """The same message for several accounts."""
    return [Message(user, kind, values or {}, address) for user in users]


def message_kinds() -> list[MessageKind]:
    return [kind for hook in hooks.get_hooks("message_kinds") for kind in hook()]


def message_kind(code: str) -> MessageKind | None:
    return next((kind for kind in message_kinds() if kind.code == code), None)


def unknown_placeholders(kind: MessageKind, text: str) -> list[str]:
    """What stands in braces and is none of the kind's placeholders, stray braces included."""
    unknown = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if name not in kind.sample]
    return unknown + [brace for brace in "{}" if brace in PLACEHOLDER.sub("", text)]


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put the values in; nothing but plain names is looked at."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], "")), text)
