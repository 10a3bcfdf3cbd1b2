"""ID numbers after GB 11643, and what spreadsheets do to eighteen digits. Messages never hold a whole number."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from common.characters import LOOKALIKES, narrow
from intake.verdicts import Note, Read, error, fixed, warning
from people.masking import mask_id_number
from people.validators import id_check_digit

PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
# The last whole number a spreadsheet keeps exactly.
EXACT = 2**53
YOUNGEST, OLDEST = 16, 70
LONGEST = 30
PLACEHOLDERS = frozenset(["无", "同", "同上", "待补", "暂无", "不详", "未知", "-", "—", "/"])
OTHER_DOCUMENTS = ("护照", "军官", "士官", "警官", "通行证", "回乡证", "台胞", "passport")
TIDY = re.compile(r"[0-9]{17}[0-9X]\Z")


def read_id_number(value: Any, *, kind: str = "", today: date, is_optional: bool = False) -> Read:
    """18 characters, or what another kind of document says; empty without a number."""
    if isinstance(value, bool) or value is None:
        return Read("")
    if isinstance(value, int | float):
        if abs(value) >= EXACT:
            return _refused("R22", _lost_digits())
        value = f"{value:.0f}"
    text = str(value)
    if TIDY.match(text):
        return Read(text, tuple(_judged(text, today)))
    if not text.strip():
        return Read("")
    if any(word in kind.casefold() for word in OTHER_DOCUMENTS):
        return Read(re.sub(r"[^\w]", "", narrow(text).upper())[:LONGEST], ())
    return _from_untidy(text.strip(), today, is_optional)


def _from_untidy(text: str, today: date, is_optional: bool) -> Read:
    plain = narrow(text).translate(LOOKALIKES).upper()
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", plain):
        return _refused("R23", _lost_digits())
    if "*" in plain:
        message = _("A masked number cannot be imported. Enter the whole number, or leave the cell empty.")
        return _left_out(message, is_optional)
    if text in PLACEHOLDERS:
        return _left_out(_("“%(text)s” is not an ID number.") % {"text": text}, is_optional)
    number = re.sub("[^0-9X]", "", plain)
    notes = _normalised(text, plain, number)
    if re.fullmatch(r"\d{15}", number):
        body = f"{number[:6]}19{number[6:]}"
        number = body + id_check_digit(body)
        notes.append(warning("R26", _("The old number of 15 digits was completed to 18. Compare it with the card.")))
    if not TIDY.match(number):
        message = _("An ID number has 18 characters; there are %(n)s.") % {"n": len(number)}
        return _left_out(message, is_optional)
    return Read(number, (*notes, *_judged(number, today)))


def _left_out(message: str, is_optional: bool) -> Read:
    return Read("", (warning("R27", message) if is_optional else error("R27", message),))


def _normalised(text: str, plain: str, number: str) -> list[Note]:
    if plain == number and text != number:
        return [fixed("R21", _("Full-width or look-alike characters in the ID number were replaced."))]
    if plain != number:
        return [fixed("R25", _("Spaces and marks in the ID number were removed."))]
    return []


def _judged(number: str, today: date) -> list[Note]:
    born = birth_date(number)
    if born is None or born > today:
        message = _("The date of birth in the ID number %(number)s does not exist.")
        return [error("R28", message % {"number": mask_id_number(number)})]
    is_sound = id_check_digit(number[:17]) == number[17]
    # Of eighteen digits a spreadsheet keeps fifteen; one in eleven still passes.
    if number.endswith("000"):
        return [warning("R22", _may_have_lost()) if is_sound else error("R22", _lost_digits())]
    if not is_sound:
        message = _("The check digit of the ID number %(number)s is wrong. Compare it with the card.")
        return [error("R28", message % {"number": mask_id_number(number)})]
    return _doubts(number, _age(born, today))


def _doubts(number: str, age: int) -> list[Note]:
    told = []
    if not YOUNGEST <= age <= OLDEST:
        told.append(_("By the ID number %(number)s the person is %(age)s years old."))
    if number[:2] not in PROVINCES and number[0] != "9":
        told.append(_("The ID number %(number)s begins with no known area."))
    if "000000" in number:
        told.append(_("The ID number %(number)s has six noughts in a row."))
    return [warning("R28", message % {"number": mask_id_number(number), "age": age}) for message in told]


def birth_date(number: str) -> date | None:
    return _day(number[6:14])


# People share their birthdays.
@lru_cache(maxsize=40_000)
def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


@lru_cache(maxsize=40_000)
def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def sex_of(number: str) -> str:
    """GB/T 2261.1: 1 male, 2 female."""
    return "1" if number[16] in "13579" else "2"


def _may_have_lost() -> str:
    return _("The ID number ends in 000, as when a spreadsheet has lost its last digits. Compare it with the card.")


def _refused(code: str, message: str) -> Read:
    return Read("", (error(code, message),))


def _lost_digits() -> str:
    return _("The spreadsheet has lost digits of the ID number. Format the column as text and type the number again.")
