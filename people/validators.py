"""Numbers that carry a check digit."""

import re
from datetime import datetime
from operator import mul

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
# The digits as bytes are 48 to 57: what that adds to their weighted sum.
ID_EXCESS = ord("0") * sum(ID_WEIGHTS)


def validate_uscc(value: str) -> None:
    """Unified social credit code, GB 32100: 17 digits of an alphabet of 31 and a check digit modulo 31."""
    if len(value) != 18 or not set(value) <= set(USCC_DIGITS):
        raise ValidationError(
            _("A unified social credit code has 18 digits or capital letters, without I, O, S, V and Z."), code="uscc"
        )
    total = sum(USCC_DIGITS.index(digit) * pow(3, i, 31) for i, digit in enumerate(value[:17]))
    if USCC_DIGITS[-total % 31] != value[17]:
        raise ValidationError(
            _("The check digit of the unified social credit code does not fit. Compare it with the document."),
            code="uscc",
        )


def id_check_digit(body: str) -> str:
    """The eighteenth character of an ID number for the first seventeen digits."""
    return ID_CHECKS[(sum(map(mul, body.encode(), ID_WEIGHTS)) - ID_EXCESS) % 11]


def validate_id_number(value: str) -> None:
    """Resident identity number, GB 11643: area, day of birth, order and a check digit modulo 11."""
    wrong = ValidationError(_("This is not a valid ID number. Compare it with the document."), code="id_number")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
        raise wrong
    try:
        datetime.strptime(value[6:14], "%Y%m%d")
    except ValueError:
        raise wrong from None
    if id_check_digit(value[:17]) != value[17]:
        raise wrong


def validate_mobile(value: str) -> None:
    if not re.fullmatch(r"1[3-9][0-9]{9}", value):
        raise ValidationError(_("A mobile number has 11 digits and begins with 13 to 19."), code="mobile")
