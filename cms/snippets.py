"""Where the words of a search stand in a text."""

import re

from django.utils.html import escape

BEFORE, LENGTH = 20, 90


def words_of(text: str) -> list[str]:
    """The words that are looked for, the longest first, so that no word is marked inside another one."""
    return sorted({word for word in re.split(r"\s+", text.strip()) if word}, key=len, reverse=True)


def marked(text: str, wanted: str) -> str:
    """The text as HTML, with each of the words in `mark`."""
    words = words_of(wanted)
    if not words:
        return escape(text)
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def snippet(text: str, wanted: str) -> str:
    """Some ninety characters of the text around the first of the words, as HTML."""
    text = re.sub(r"\s+", " ", text).strip()
    places = [place for word in words_of(wanted) if (place := text.lower().find(word.lower())) >= 0]
    begin = max(min(places, default=0) - BEFORE, 0)
    shown = text[begin : begin + LENGTH]
    return ("…" if begin else "") + marked(shown, wanted) + ("…" if begin + LENGTH < len(text) else "")
