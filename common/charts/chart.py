"""What every chart has: a name, a description, the picture, and its figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.charts.svg import element, together

Figure = int | float | Decimal | None
Words = str | Promise

# So many figures are read out one by one; of more, the range.
MOST_READ_OUT = 16
# What a phone of 360 px has room for; a wider picture is scrolled.
PHONE = 276


@dataclass(frozen=True)
class Series:
    """Figures of one kind, one for each label; None where there is none."""

    name: Words
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Chart:
    """For `components/chart.html`. `width` is the picture's own; it is drawn so wide or wider, never smaller."""

    key: str
    title: str
    description: str
    svg: SafeString
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: int
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def scrolls(self) -> bool:
        return self.width > PHONE


def number(figure: Figure, suffix: str = "", places: int | None = None) -> str:
    """A figure in digits with thousands apart, half rounded up; fractions have one place unless told; a dash where there
    is none."""
    if figure is None:
        return "—"
    if places is None:
        places = 0 if figure == int(figure) and not suffix else 1
    exact = Decimal(str(figure)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,f}{suffix}"


def read_out(labels: Sequence[str], series: Sequence[Series], suffix: str) -> str:
    """The figures in words for who hears the page."""
    if len(labels) * len(series) > MOST_READ_OUT:
        known = [figure for one in series for figure in one.figures if figure is not None]
        if not known:
            return _("No figure is known.")
        values = {
            "n": len(known),
            "least": number(min(known), suffix),
            "most": number(max(known), suffix),
        }
        return _("%(n)d figures from %(least)s to %(most)s. The table below the picture has them all.") % values
    several = len(series) > 1
    told = [
        f"{one.name}: {number(one.figures[i], suffix)}" if several else number(one.figures[i], suffix)
        for i in range(len(labels))
        for one in series
    ]
    each = len(series)
    return "; ".join(f"{label}: {', '.join(told[i * each : (i + 1) * each])}" for i, label in enumerate(labels))


def picture(
    key: str, title: str, description: str, parts: Sequence[str], *, width: float, height: float, class_: str = "drawn"
) -> SafeString:
    """The element `svg` around the parts, named and described."""
    named = element("title", title, id=f"{key}-title") + element("desc", description, id=f"{key}-desc")
    return element(
        "svg",
        mark_safe(named + together(parts)),  # noqa: S308 -- both are made of escaped parts
        class_=class_,
        viewBox=f"0 0 {round(width)} {round(height)}",
        width=round(width),
        height=round(height),
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
    )


def table_of(labels: Sequence[str], series: Sequence[Series], suffix: str) -> tuple[tuple[str, ...], ...]:
    return tuple((label, *(number(one.figures[i], suffix) for one in series)) for i, label in enumerate(labels))


def finished(
    key: str,
    title: Words,
    labels: Sequence[str],
    series: Sequence[Series],
    parts: Sequence[str],
    *,
    size: tuple[float, float],
    head: Words,
    suffix: str = "",
    note: Words = "",
) -> Chart:
    """A chart of series over labels, with its table."""
    description = read_out(labels, series, suffix)
    return Chart(
        key=key,
        title=str(title),
        description=description,
        svg=picture(key, str(title), description, parts, width=size[0], height=size[1]),
        heading=(str(head), *(str(one.name) for one in series)),
        rows=table_of(labels, series, suffix),
        width=round(size[0]),
        note=str(note),
    )
