"""What people are told of. Each app lists its kinds of event in `messages.py` and registers them under the hook
`message_kinds`; whoever tells people of one passes the kind and the values for its placeholders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class MessageGroup:
    """Kinds of news as people choose them. Unless somebody chose otherwise it leaves the site, having a day on it or
    something to be done, or stays in the inbox."""

    code: str
    label: str | Promise
    order: int
    leaves_by_default: bool = True


@dataclass(frozen=True)
class MessageKind:
    """`title` and `body` are the built-in words; `sample` has one entry for each placeholder that may be used."""

    code: str
    group: MessageGroup
    label: str | Promise
    title: str | Promise
    body: str | Promise = ""
    sample: Mapping[str, str] = field(default_factory=dict)


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
