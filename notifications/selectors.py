from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from notifications.channels import channels
from notifications.kinds import message_groups, message_kinds
from notifications.models import MessageTemplate
from people.models import User
from people.news import MessageKind


def channel_choices(user: User) -> dict[str, set[str]]:
    """Which groups of news leave for the user by each channel, chosen or by default."""
    rows = user.channel_choices.values_list("channel", "group", "is_wanted")
    chosen = {(channel, group): wanted for channel, group, wanted in rows}
    return {
        code: {one.code for one in message_groups() if chosen.get((code, one.code), one.leaves_by_default)}
        for code in channels()
    }


@dataclass(frozen=True)
class KindRow:
    """A kind of event with the house's own words, if it has any."""

    kind: MessageKind
    own: MessageTemplate | None


def message_of(kind: MessageKind) -> MessageTemplate | None:
    """The house's own words for a kind of event."""
    return MessageTemplate.objects.filter(kind=kind.code, language=settings.LANGUAGE_CODE).first()


def messages_of(codes: Iterable[str]) -> dict[str, MessageTemplate]:
    """The house's own words by the code of the event."""
    return {row.kind: row for row in MessageTemplate.objects.filter(kind__in=codes, language=settings.LANGUAGE_CODE)}


def messages_for_list() -> list[KindRow]:
    own = messages_of(kind.code for kind in message_kinds())
    return [KindRow(kind, own.get(kind.code)) for kind in message_kinds()]
