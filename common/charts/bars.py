"""Upright bars, one or several beside each other for each label."""

from collections.abc import Sequence

from common.charts.axes import (
    FOOT,
    LEGEND,
    LINE,
    TOP,
    axis,
    block,
    known,
    legend,
    legend_width,
    patterns,
    room_for_axis,
    scale_for,
)
from common.charts.chart import PHONE, Chart, Series, Words, finished, number
from common.charts.svg import in_lines, width_of, words

HEIGHT, NARROWEST, BETWEEN, LABEL = 130, 20, 10, 76


def bars(
    key: str,
    title: Words,
    labels: Sequence[Words],
    series: Sequence[Series],
    *,
    head: Words,
    suffix: str = "",
    note: Words = "",
) -> Chart:
    """`head` names what the labels are, for the table."""
    names = [str(label) for label in labels]
    top = TOP + (LEGEND if len(series) > 1 else 0)
    scale = scale_for(known(series), top, top + HEIGHT)
    lines = [in_lines(name, LABEL) for name in names]
    left, slot, bar = _measure(series, lines, room_for_axis(scale, suffix), suffix)
    width = max(left + slot * len(names) + 8, left + legend_width(series), PHONE)
    slot = (width - left - 8) / max(len(names), 1)
    parts = [*patterns(key, len(series)), *legend(series, left, key), *axis(scale, left, width - 4, suffix)]
    for i, label in enumerate(lines):
        middle = left + slot * (i + 0.5)
        first = middle - bar * len(series) / 2
        for nth, one in enumerate(series):
            figure, x = one.figures[i], first + nth * bar
            y = scale.y(figure)
            if figure is not None:
                parts.append(block(key, nth, x + 1, y, bar - 2, scale.bottom - y))
            emphasis = "strong" if nth == 0 else ""
            parts.append(words(number(figure, suffix), x + bar / 2, y - 5, class_=emphasis))
        parts += [words(line, middle, scale.bottom + 16 + nth * LINE) for nth, line in enumerate(label)]
    height = scale.bottom + FOOT + LINE * (max(map(len, lines), default=1) - 1)
    return finished(key, title, names, series, parts, size=(width, height), head=head, suffix=suffix, note=note)


def _measure(series: Sequence[Series], lines: Sequence[Sequence[str]], left: float, suffix: str) -> tuple[float, ...]:
    """Room for the axis, for a label, and for one bar with its figure: none is drawn over another."""
    written = [width_of(number(figure, suffix)) for one in series for figure in one.figures]
    bar = max(NARROWEST, max(written, default=0) + 4)
    label = max((width_of(line) for group in lines for line in group), default=0)
    return left, max(bar * len(series) + BETWEEN, label + 6), bar
