"""Scales with round steps, the lines behind a picture, and how series are told apart without colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.charts.chart import Figure, Series, number
from common.charts.svg import element, width_of, words

STEPS = (1, 2, 2.5, 5, 10)
MOST_LINES = 4
# Solid, outline, hatched, dotted: they differ in black and white.
LOOKS = ("solid", "open", "hatched", "dotted")
LEGEND, TOP, FOOT, LINE = 22, 20, 22, 15


@dataclass(frozen=True)
class Scale:
    """From the lowest line to the highest, and where a figure stands between them."""

    low: float
    high: float
    step: float
    top: float
    bottom: float

    def y(self, figure: Figure) -> float:
        share = (float(figure or 0) - self.low) / (self.high - self.low)
        return self.bottom - min(max(share, 0), 1) * (self.bottom - self.top)

    @property
    def lines(self) -> list[float]:
        return [self.low + i * self.step for i in range(round((self.high - self.low) / self.step) + 1)]


def known(series: Sequence[Series]) -> list[float]:
    return [float(figure) for one in series for figure in one.figures if figure is not None]


def scale_for(figures: Sequence[float], top: float, bottom: float, *, from_zero: bool = True) -> Scale:
    """A scale with few round lines; one that need not begin at zero begins near the least figure."""
    most, least = max(figures, default=0), min(figures, default=0)
    # A little below the least figure, so that there is room for its words.
    low = 0.0 if from_zero or least < most / 2 else least - (most - least) / 5
    span = most - low if most > low else abs(most) / 10 or 1
    rough = span / MOST_LINES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in STEPS if one * power >= rough)
    if all(figure == int(figure) for figure in figures):
        step = max(math.ceil(step), 1)
    low = math.floor(low / step) * step
    high = low + step * max(math.ceil((most - low) / step), 1)
    return Scale(low, high, step, top, bottom)


def room_for_axis(scale: Scale, suffix: str) -> float:
    return max(width_of(on_axis(one, suffix)) for one in scale.lines) + 8


def on_axis(line: float, suffix: str) -> str:
    return number(line, suffix, 0 if line == int(line) else 1)


def axis(scale: Scale, left: float, right: float, suffix: str) -> list[SafeString]:
    """The lines behind the figures, each with what it stands for."""
    drawn = []
    for line in scale.lines:
        y = scale.y(line)
        drawn.append(element("line", class_="grid-line", x1=left, x2=right, y1=y, y2=y))
        drawn.append(words(on_axis(line, suffix), left - 6, y + 4, at="end"))
    return drawn


def legend(series: Sequence[Series], left: float, key: str) -> list[SafeString]:
    """Which look is which series; nothing where there is one alone."""
    if len(series) < 2:
        return []
    drawn, x = [], left
    for i, one in enumerate(series):
        drawn.append(block(key, i, x, 4, 12, 12))
        drawn.append(words(str(one.name), x + 17, 15, at="start"))
        x += 17 + width_of(str(one.name)) + 16
    return drawn


def legend_width(series: Sequence[Series]) -> float:
    return sum(33 + width_of(str(one.name)) for one in series) if len(series) > 1 else 0


def block(key: str, look: int, x: float, y: float, width: float, height: float) -> SafeString:
    """A filled rectangle in the look of a series."""
    name = LOOKS[look % len(LOOKS)]
    filled = {"fill": f"url(#{key}-{name})"} if name in ("hatched", "dotted") else {}
    size = {"x": x, "y": y, "width": max(width, 0.0), "height": max(height, 0.0)}
    return element("rect", class_=name, **filled, **{part: float(value) for part, value in size.items()})


def patterns(key: str, count: int) -> list[SafeString]:
    """What the third and the fourth series are filled with; their names are the chart's own."""
    drawn = []
    if count > 2:
        stroke = element("path", class_="pattern-line", d="M0 6L6 0M-1 1L1 -1M5 7L7 5")
        drawn.append(_pattern(f"{key}-hatched", stroke))
    if count > 3:
        drawn.append(_pattern(f"{key}-dotted", element("circle", class_="pattern-dot", cx=3, cy=3, r=1.2)))
    return [element("defs", SafeString("".join(drawn)))] if drawn else []


def _pattern(name: str, content: SafeString) -> SafeString:
    return element("pattern", content, id=name, width=6, height=6, patternUnits="userSpaceOnUse")
