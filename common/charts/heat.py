"""A field of cells in the order they are given, each with its name and its figure. It ranks nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.charts.chart import PHONE, Chart, Figure, Series, Words, finished, number
from common.charts.svg import SMALLEST, Attribute, cut, element, together, width_of, words

WIDTH, HEIGHT, GAP, INSIDE = 54, 33, 2, 4
# A name this much too long for its cell is squeezed; a longer one is cut.
SQUEEZED = 1.45


@dataclass(frozen=True)
class Cell:
    name: str
    figure: Figure


def heat_map(
    key: str,
    title: Words,
    cells: Sequence[Cell],
    *,
    steps: tuple[float, float],
    sign: Words,
    head: tuple[Words, Words],
    suffix: str = "",
    columns: int = 14,
    note: Words = "",
) -> Chart:
    """Below the first step a cell is white and carries the sign, below the second it is pale, else dark."""
    across = max(min(columns, len(cells)), 1)
    width = max(across * (WIDTH + GAP), PHONE)
    height = max(-(-len(cells) // across), 1) * (HEIGHT + GAP)
    parts = []
    for i, cell in enumerate(cells):
        row, column = divmod(i, across)
        parts.append(_cell(cell, column * (WIDTH + GAP) + 1, row * (HEIGHT + GAP) + 1, steps, str(sign), suffix))
    series = [Series(head[1], [cell.figure for cell in cells])]
    names = [cell.name for cell in cells]
    return finished(key, title, names, series, parts, size=(width, height), head=head[0], suffix=suffix, note=note)


def look_of(figure: Figure, steps: tuple[float, float]) -> str:
    if figure is None:
        return "unknown"
    if figure < steps[0]:
        return "open"
    return "pale" if figure < steps[1] else "solid"


def _cell(cell: Cell, x: float, y: float, steps: tuple[float, float], sign: str, suffix: str) -> SafeString:
    look = look_of(cell.figure, steps)
    text = "on-dark" if look == "solid" else ""
    # The percent sign would only repeat what the title says.
    said = number(cell.figure, suffix).removesuffix("%")
    if look == "open":
        said = f"{sign} {said}".strip()
    middle = x + WIDTH / 2
    box = element("rect", class_=look, x=x, y=y, width=WIDTH, height=HEIGHT)
    parts = [
        element("title", f"{cell.name}: {number(cell.figure, suffix)}"),
        box,
        _name(cell.name, middle, y + 14, text),
        words(said, middle, y + 28, class_=f"strong {text}".strip()),
    ]
    return element("g", together(parts))


def _name(name: str, x: float, y: float, look: str) -> SafeString:
    room = WIDTH - INSIDE
    shown = cut(name, room * SQUEEZED)
    more: dict[str, Attribute] = {"class_": look} if look else {}
    if width_of(shown) > room:
        more |= {"textLength": room, "lengthAdjust": "spacingAndGlyphs"}
    return element("text", shown, x=x, y=y, font_size=SMALLEST, text_anchor="middle", **more)
