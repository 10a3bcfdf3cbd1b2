"""What a row says of whether somebody is still in post: in its post, its remark, a column or the name of the sheet."""

import re
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.verdicts import Note, error, warning

GONE = re.compile(
    r"(?:离退休|退休|离休|退养|内退|调出|调离|调走|离职|辞职|辞退|开除|除名|去世|离世|病故|死亡|逝世|已故)(?!后?返聘)"
)
# Not of the person, or not any more.
NOT_GONE = re.compile(r"(?:未|不|没有?|非|拟|将|临近|返聘|退休办|离退休(?:干部|人员)?(?:局|办|科|处|中心|服务))")
AWAY = re.compile(r"借调|停薪留职|挂职|借用|长期病假")
YES = frozenset(["是", "y", "yes", "√", "1", "true", "已退休", "退休"])


def read_standing(cells: dict[str, Any], sheet: str, post: str, remark: str) -> tuple[Note, ...]:
    """An error for somebody who is gone, a warning for somebody who works elsewhere for a time."""
    said = [str(cells.get("standing") or ""), post, remark]
    if word := _gone(cells, sheet, said):
        message = _("The list says “%(word)s”. Nobody is entered who is gone; enter a retirement on the person's page.")
        return (error("gone", message % {"word": word}),)
    for text in said:
        if found := AWAY.search(text):
            message = _("The list says “%(word)s”. Look whether this person belongs to the unit's roster.")
            return (warning("away", message % {"word": found[0]}),)
    return ()


def _gone(cells: dict[str, Any], sheet: str, said: list[str]) -> str:
    if narrow(str(cells.get("gone") or "")).strip().casefold() in YES:
        return _("retired or left")
    if str(cells.get("gone_on") or "").strip():
        return _("retired or left")
    for text in [*said, sheet]:
        if text and (found := GONE.search(text)) and not NOT_GONE.search(text):
            return found[0]
    return ""
