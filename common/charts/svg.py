"""Elements of a picture. Everything that goes in is escaped; looks come from classes and presentation attributes."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Attribute = str | int | float | Decimal

# Of the letters' size: an ideograph, and the widest of the digits and Latin letters that figures are made of.
WIDE, NARROW = 1.0, 0.62
SMALLEST = 12


def element(name: str, content: str = "", /, **attributes: Attribute) -> SafeString:
    """`<name a="b">content</name>`; `class_` is the class and an underscore a hyphen. Content is escaped unless safe."""
    pairs = ((key.rstrip("_").replace("_", "-"), _short(value)) for key, value in attributes.items())
    written = format_html_join("", ' {}="{}"', pairs)
    return format_html("<{}{}>{}</{}>", name, written, content, name)


def _short(value: Attribute) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def together(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def words(text: str, x: float, y: float, *, size: int = SMALLEST, at: str = "middle", class_: str = "") -> SafeString:
    """Text whose baseline is at y, never smaller than can be read."""
    more: dict[str, Attribute] = {"class_": class_} if class_ else {}
    return element("text", text, x=float(x), y=float(y), font_size=max(size, SMALLEST), text_anchor=at, **more)


def width_of(text: str, size: int = SMALLEST) -> float:
    """About how wide a text is drawn; rather too wide than too narrow."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide * WIDE + (len(text) - wide) * NARROW)


def cut(text: str, room: float, size: int = SMALLEST) -> str:
    """The text, or as much of it as there is room for; the table has all of it."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text, size) + size * WIDE > room:
        text = text[:-1]
    return f"{text}…"


def in_lines(text: str, room: float) -> list[str]:
    """A label in one line, or in two of about the same length where one would be too long."""
    if width_of(text) <= room:
        return [text]
    half = width_of(text) / 2
    end = next(end for end in range(1, len(text) + 1) if width_of(text[:end]) >= half)
    return [cut(part.strip(), room) for part in (text[:end], text[end:]) if part.strip()]
