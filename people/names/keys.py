"""What a name is found and ordered by: its pinyin, its strokes.

Pinyin order goes character by character: syllable, tone, strokes. Stroke order goes by stroke count, then shapes
横竖撇点折. Keys hold digits and small
Latin letters only, so that every collation of both databases puts them in the same order.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass
from itertools import groupby

from people.names.strokes import stroke_place
from people.names.surnames import COMPOUND_SURNAMES, SURNAME_READINGS

SEPARATOR = "·"
# Longer names differ long before this; an index entry must stay small.
KEY_LENGTH = 200
LAST = "zzz"
# Python may not know a new character yet; what is no punctuation, space or symbol is taken for a letter.
NO_LETTER = {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Sm", "Sc", "Sk", "So", "Cc", "Cf"}
SYLLABLE = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class NameKeys:
    pinyin: str
    pinyin_letters: str
    initials: str
    pinyin_key: str
    surname_stroke_key: str
    name_stroke_key: str

    def items(self) -> list[tuple[str, str]]:
        return list(asdict(self).items())


@dataclass(frozen=True)
class Reading:
    """One character of a name, or a run of Latin letters, and how it is read: `shan4`, tone 0 if unknown."""

    text: str
    syllable: str
    tone: str

    @property
    def key(self) -> str:
        known = self.syllable if self.syllable.isascii() else LAST
        return f"{known}{self.tone}{''.join(map(stroke_place, self.text))}"


def name_keys(name: str, corrected_pinyin: str = "") -> NameKeys:
    """Everything stored beside a name; `corrected_pinyin` (`shan xue mei`) overrules what is looked up."""
    readings = readings_of(name)
    syllables = split_pinyin(corrected_pinyin)
    if syllables and len(syllables) == len(readings):
        readings = [corrected(reading, syllable) for reading, syllable in zip(readings, syllables, strict=True)]
    characters = [character for reading in readings for character in reading.text] or list(name) or [" "]
    surname = surname_of("".join(characters)) if SEPARATOR not in name else characters[0]
    pinyin = " ".join(reading.syllable for reading in readings)
    return NameKeys(
        pinyin=pinyin[:KEY_LENGTH],
        pinyin_letters=pinyin.replace(" ", "")[:KEY_LENGTH],
        initials="".join(reading.syllable[0] for reading in readings),
        pinyin_key=("".join(reading.key for reading in readings) or LAST)[:KEY_LENGTH],
        surname_stroke_key=surname_first(surname, characters[len(surname) :])[:KEY_LENGTH],
        name_stroke_key="".join(map(stroke_place, characters))[:KEY_LENGTH],
    )


def surname_first(surname: str, given: list[str]) -> str:
    """姓氏笔画: by the surname's first character; bearers of one surname stand together, short names first."""
    first, *rest = map(stroke_place, surname)
    return f"{first}{len(rest)}{''.join(rest)}{len(given):03d}{''.join(map(stroke_place, given))}"


def surname_of(name: str) -> str:
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[:1]


def readings_of(name: str) -> list[Reading]:
    surname = surname_of(name) if SEPARATOR not in name else ""
    known = SURNAME_READINGS.get(surname, "").split()
    found = [as_reading(character, spoken) for character, spoken in zip(surname, known, strict=False)]
    for is_latin, run in groupby(name[len(found) :], key=lambda character: character.isascii()):
        text = "".join(run)
        if is_latin:
            found += [Reading(word.lower(), word.lower(), "0") for word in re.findall(r"[A-Za-z0-9]+", text)]
        else:
            found += [as_reading(character, spoken) for character, spoken in spoken_characters(text)]
    return found


def spoken_characters(text: str) -> list[tuple[str, str]]:
    """Letters and characters of the text with their reading; punctuation is left out."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionary takes a second and 60 MB to load

    # `errors` may give a list, one entry a character, whatever its annotation says.
    spoken = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=list)  # type: ignore[arg-type]
    return [pair for pair in zip(text, spoken, strict=True) if unicodedata.category(pair[0]) not in NO_LETTER]


def as_reading(character: str, spoken: str) -> Reading:
    syllable = spoken.rstrip("12345")
    return Reading(character, syllable, spoken[len(syllable) :] or "0")


def corrected(reading: Reading, syllable: str) -> Reading:
    """The reading with another syllable, in the tone the character has with it."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- as above

    if reading.syllable == syllable:
        return reading
    every = pinyin(reading.text, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    tone = next((spoken[-1] for spoken in every if spoken[:-1] == syllable), "0")
    return Reading(reading.text, syllable, tone)


def split_pinyin(text: str) -> list[str]:
    """`Shan Xue-mei` → shan, xue, mei; ü is written v."""
    return SYLLABLE.findall(text.lower().replace("ü", "v"))
