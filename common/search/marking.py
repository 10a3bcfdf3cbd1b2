"""The piece of a text that a search found, with what was looked for marked."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from common.search.grams import WORD

AROUND, LENGTH = 30, 110
GRAM = 2


def marked(text: str, query: str) -> SafeString:
    """The whole text, what was looked for in `<mark>`."""
    pattern = _pattern(text, query)
    if pattern is None:
        return conditional_escape(text)
    # A pattern with one group: pieces outside and inside of it take turns.
    pieces = pattern.split(text)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if n % 2 else piece,) for n, piece in enumerate(pieces))
    )


def snippet(text: str, query: str) -> SafeString:
    """Some words around the first place that was found; the beginning where the text has none of them."""
    text = re.sub(r"\s+", " ", text).strip()
    pattern = _pattern(text, query)
    found = pattern.search(text) if pattern else None
    start = max(found.start() - AROUND, 0) if found else 0
    piece = text[start : start + LENGTH]
    before, after = "…" if start else "", "…" if start + LENGTH < len(text) else ""
    return format_html("{}{}{}", before, marked(piece, query), after)


def _pattern(text: str, query: str) -> re.Pattern[str] | None:
    """Words as they were typed; of a word that stands nowhere as a whole its pairs, for which it was found."""
    wanted = []
    for word in WORD.findall(query):
        whole = re.search(re.escape(word), text, re.IGNORECASE)
        pairs = [word[n : n + GRAM] for n in range(len(word) - 1)]
        wanted += [word] if whole or not pairs else pairs
    if not wanted:
        return None
    longest_first = sorted(set(wanted), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)
