"""A line over labels in their order; a gap where there is no figure."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from common.charts.axes import FOOT, LEGEND, LINE, TOP, Scale, axis, known, room_for_axis, scale_for
from common.charts.chart import PHONE, Chart, Figure, Series, Words, finished, number
from common.charts.svg import element, in_lines, width_of, words

HEIGHT, LABEL, BETWEEN, MARK = 130, 44, 8, 4.0
# Two lines differ by dashes and by the marks, filled or not.
MOST_SERIES = 2


def line(
    key: str,
    title: Words,
    labels: Sequence[Words],
    series: Sequence[Series],
    *,
    head: Words,
    suffix: str = "",
    note: Words = "",
) -> Chart:
    """One line, or two. The scale begins near the least figure, and every figure is written beside its mark."""
    if len(series) > MOST_SERIES:
        raise ValueError("A third line could not be told apart in black and white.")
    names = [str(label) for label in labels]
    top = TOP + (LEGEND if len(series) > 1 else 0)
    scale = scale_for(known(series), top, top + HEIGHT, from_zero=False)
    lines = [in_lines(name, LABEL) for name in names]
    left = room_for_axis(scale, suffix)
    room = [width_of(text) for group in lines for text in group]
    room += [width_of(_said(figure, suffix)) for one in series for figure in one.figures]
    slot = max(room, default=0) + BETWEEN
    width = max(left + slot * len(names) + 8, PHONE)
    slot = (width - left - 8) / max(len(names), 1)
    middles = [left + slot * (i + 0.5) for i in range(len(names))]
    parts = [*_legend(series, left), *axis(scale, left, width - 4, suffix)]
    for nth, one in enumerate(series):
        parts += _drawn(one.figures, middles, scale, nth, suffix)
    for x, label in zip(middles, lines, strict=True):
        parts += [words(text, x, scale.bottom + 16 + i * LINE) for i, text in enumerate(label)]
    height = scale.bottom + FOOT + LINE * (max(map(len, lines), default=1) - 1)
    return finished(key, title, names, series, parts, size=(width, height), head=head, suffix=suffix, note=note)


def _drawn(
    figures: Sequence[Figure], middles: Sequence[float], scale: Scale, nth: int, suffix: str
) -> list[SafeString]:
    look = "dashed-path" if nth else "path"
    drawn: list[SafeString] = []
    for i in range(1, len(figures)):
        if figures[i - 1] is not None and figures[i] is not None:
            ends = {"x1": middles[i - 1], "y1": scale.y(figures[i - 1]), "x2": middles[i], "y2": scale.y(figures[i])}
            drawn.append(element("line", class_=look, **ends))
    for i, (x, figure) in enumerate(zip(middles, figures, strict=True)):
        if figure is None:
            continue
        y = scale.y(figure)
        drawn.append(element("circle", class_="open" if nth else "solid", cx=x, cy=y, r=MARK))
        below = y + 18 if nth or _is_valley(figures, i) else y - 9
        drawn.append(words(_said(figure, suffix), x, below, class_="" if nth else "strong"))
    return drawn


def _said(figure: Figure, suffix: str) -> str:
    """The axis has the sign of percent; beside each mark it would only take room."""
    return number(figure, suffix).removesuffix("%")


def _is_valley(figures: Sequence[Figure], i: int) -> bool:
    """Whether the line comes down to the figure and goes up from it; its words then stand below."""
    beside = [figures[j] for j in (i - 1, i + 1) if 0 <= j < len(figures)]
    own = figures[i]
    return own is not None and all(figure is not None and figure > own for figure in beside) and bool(beside)


def _legend(series: Sequence[Series], left: float) -> list[SafeString]:
    if len(series) < 2:
        return []
    drawn, x = [], left
    for nth, one in enumerate(series):
        drawn.append(element("line", class_="dashed-path" if nth else "path", x1=x, x2=x + 22, y1=10, y2=10))
        drawn.append(words(str(one.name), x + 27, 14, at="start"))
        x += 43 + width_of(str(one.name))
    return drawn
