"""How the office writes the number of a session and of a batch."""

from django.utils import translation
from django.utils.translation import gettext as _

from training.models import Batch

NUMERALS = "零一二三四五六七八九"


def numeral(n: int) -> str:
    """Chinese numerals up to 99 in Chinese, digits otherwise."""
    if not translation.get_language().startswith("zh") or not 0 <= n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def class_label(session: int | None, number: int | None, code: str) -> str:
    """Session and batch in the office's short form; a class that is neither has its code."""
    if session is None or number is None:
        return code
    return _("%(session)s/%(batch)s") % {"session": numeral(session), "batch": numeral(number)}


def label_of(batch: Batch) -> str:
    """The short form of a class, as it stands in the names of files."""
    return class_label(batch.training_session.number, batch.number, batch.code)
