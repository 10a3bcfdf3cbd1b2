"""Ways news leaves the site beside its own inbox, as the setting NOTIFY_CHANNELS lists them (docs/notifications.md)."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from notifications.channels.base import Channel, Outgoing, outgoing

BUILT_IN = {"email": "notifications.channels.mail.EmailChannel", "file": "notifications.channels.file.FileChannel"}

__all__ = ["Channel", "Outgoing", "channels", "outgoing"]


def channels() -> dict[str, Channel]:
    """The channels of this installation by their code."""
    return {channel.code: channel for channel in map(_made, settings.NOTIFY_CHANNELS)}


@cache
def _made(entry: str) -> Channel:
    """`email`, `file`, `file:sms` (a rehearsal of `sms`) or the dotted path of a class."""
    name, _colon, code = entry.strip().partition(":")
    make = import_string(BUILT_IN.get(name, name))
    return make(code) if code else make()
