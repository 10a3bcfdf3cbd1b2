"""Telephone numbers: one mobile, a second one, a landline, in one cell or several."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.verdicts import Note, fixed, warning

MOBILE = re.compile(r"1[3-9]\d{9}\Z")
NO_NUMBER = frozenset(["", "无", "-", "—", "－", "/", "暂无"])
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:(?:转|-|ext)\d{1,6})?\Z")


BETWEEN = re.compile(r"[/／、,，;；\n或]|\s{2,}|\s+(?=1[3-9]\d{9}|1[3-9]\d[ -]\d{4}[ -]\d{4})")


class Phones(NamedTuple):
    mobile: str = ""
    spare_mobile: str = ""
    office_phone: str = ""
    notes: tuple[Note, ...] = ()


def read_phones(value: Any) -> Phones:
    if isinstance(value, float | int) and not isinstance(value, bool):
        value = f"{value:.0f}"
    text = str(value or "")
    if MOBILE.match(text):
        return Phones(text)
    if text.strip() in NO_NUMBER:
        return Phones()
    mobiles, office, unread = _sorted(narrow(text).strip())
    notes = []
    if unread:
        notes.append(
            warning("R37", _("“%(text)s” is not a telephone number and is left out.") % {"text": masked(unread[0])})
        )
    elif mobiles:
        notes.append(fixed("R37", _("The mobile number was brought to 11 digits.")))
    elif office:
        notes.append(fixed("R37", _("The landline number was entered as office telephone.")))
    if len(mobiles) > 1:
        notes.append(fixed("R37", _("The second mobile number is kept as a spare one.")))
    first, second = [*mobiles, "", ""][:2]
    return Phones(first, second, office, tuple(notes))


def _sorted(text: str) -> tuple[list[str], str, list[str]]:
    mobiles, office, unread = [], "", []
    text = re.sub(r"(\+?0{0,2}86)\s+(?=1[3-9])", r"\1", text)
    for part in filter(None, BETWEEN.split(text)):
        bare = re.sub(r"[\s.]|^(?:电话|手机)[::]?|\([^\d()]*\)$", "", part.strip().removesuffix(".0"))
        digits = re.sub(r"^(?:\+?0{0,2}86)?", "", re.sub(r"[-()+]", "", bare), count=1)
        if MOBILE.match(digits):
            mobiles.append(digits)
        elif LANDLINE.match(re.sub(r"[()]", "-", bare).strip("-")):
            office = office or bare
        else:
            unread.append(part.strip())
    return mobiles, office, unread


def masked(text: str) -> str:
    """Enough to find the cell by, too little to call."""
    return re.sub(r"\d(?=\d{4})", "*", text)[:30]
