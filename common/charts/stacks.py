"""Lying bars made of parts, one for each label, with every part's figure written above its bar."""

from collections.abc import Sequence

from common.charts.axes import LEGEND, block, legend, legend_width, patterns
from common.charts.chart import PHONE, Chart, Series, Words, finished, number
from common.charts.svg import cut, width_of, words

ROW, BAR, LABEL = 44, 16, 150


def stacked(
    key: str,
    title: Words,
    labels: Sequence[Words],
    series: Sequence[Series],
    *,
    head: Words,
    suffix: str = "",
    note: Words = "",
) -> Chart:
    """The longest bar is the largest sum."""
    names = [str(label) for label in labels]
    sums = [sum(max(float(one.figures[i] or 0), 0) for one in series) for i in range(len(names))]
    told = [" + ".join(number(one.figures[i], suffix) for one in series) for i in range(len(names))]
    said = max((width_of(text) for text in told), default=0)
    width = max(PHONE, legend_width(series), LABEL + said)
    top = LEGEND if len(series) > 1 else 0
    most = max(sums, default=0) or 1
    parts = [*patterns(key, len(series)), *legend(series, 1, key)]
    for i, name in enumerate(names):
        y = top + ROW * i
        parts.append(words(cut(name, width - said - 12), 1, y + 16, at="start"))
        parts.append(words(told[i], width - 1, y + 16, at="end", class_="strong"))
        x = 1.0
        for nth, one in enumerate(series):
            part = max(float(one.figures[i] or 0), 0) / most * (width - 2)
            if part:
                parts.append(block(key, nth, x, y + 22, part, BAR))
            x += part
    height = top + ROW * max(len(names), 1)
    return finished(key, title, names, series, parts, size=(width, height), head=head, suffix=suffix, note=note)
