"""Characters that look like others. NFKC unifies some of them; what it leaves is in the tables here."""

import re
import unicodedata

# Radicals of the supplement block that PDF and OCR put in place of the character (the Kangxi block NFKC does).
RADICALS = str.maketrans(
    "⻩⻢⺠⻄⻓⻬⻰⻋⻅⻉⻔⻙⻚⻛⻜⻝⻣⻤⻥⻦⻨⻮⻳⺟⺞⻘",
    "黄马民西长齐龙车见贝门韦页风飞食骨鬼鱼鸟麦齿龟母犬青",
)
# Letters of other scripts in place of the check digit X and of Latin letters.
LOOKALIKES = str.maketrans("ХхΧχⅩⅹ×АВЕКМНОРСТ", "XXXXXXXABEKMHOPCT")
ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a-\u202e]")
SPACE = re.compile(r"\s+")
HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def plain_radicals(text: str) -> str:
    """The characters meant by look-alike radicals, and nothing else changed."""
    text = text.translate(RADICALS)
    return re.sub("[\u2f00-\u2fdf]", lambda found: unicodedata.normalize("NFKC", found[0]), text)


def narrow(text: str) -> str:
    """Full-width letters and digits as ASCII, without invisible characters."""
    return text if text.isascii() else ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text))


def squeezed(text: str) -> str:
    """For comparing: narrow, without white space, brackets and marks, in lower case."""
    return re.sub(r"[\s()\[\]{}<>《》〈〉【】〔〕「」'\"“”‘’·.,，、。;；:：*/_-]+", "", narrow(text)).casefold()


def tidy(text: str) -> str:
    """For storing: no control or invisible characters, single spaces."""
    if text.isprintable() and " " not in text:
        return text
    return SPACE.sub(" ", ZERO_WIDTH.sub("", text).replace("\0", "")).strip()


def is_storable(text: str) -> bool:
    """No database of ours takes half a character, and PostgreSQL no NUL."""
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
