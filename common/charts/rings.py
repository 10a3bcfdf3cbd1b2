"""How much of a whole: a ring with its figures inside, and a bar for one line of a list."""

import math

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.charts.chart import Chart, Figure, Words, number, picture
from common.charts.svg import Attribute, element, words

SIZE, RADIUS, STROKE = 136, 58, 12


def share_of(part: Figure, whole: Figure) -> float:
    """Between nothing and all of it; nothing of what there is nothing of."""
    return min(max(float(part or 0) / float(whole), 0), 1) if whole else 0.0


def ring(
    key: str, title: Words, part: Figure, whole: Figure, *, of: Words, said: Figure = None, places: int | None = None
) -> Chart:
    """`part` of a `whole` is dark. In the middle stands the part, or the figure `said`, and `of` below it: “of 90”."""
    round_ = 2 * math.pi * RADIUS
    share = share_of(part, whole)
    circle: dict[str, Attribute] = {
        "cx": SIZE / 2,
        "cy": SIZE / 2,
        "r": float(RADIUS),
        "fill": "none",
        "stroke_width": STROKE,
    }
    parts = [element("circle", class_="all", **circle)]
    if share:
        circle["transform"] = f"rotate(-90 {SIZE // 2} {SIZE // 2})"
        circle["stroke_dasharray"] = f"{share * round_:.2f} {round_:.2f}"
        parts.append(element("circle", class_="part", **circle))
    figure = number(part if said is None else said, places=places)
    parts.append(words(figure, SIZE / 2, SIZE / 2 + 4, size=24, class_="strong"))
    parts.append(words(str(of), SIZE / 2, SIZE / 2 + 26, size=16))
    description = f"{figure} {of}"
    svg = picture(key, str(title), description, parts, width=SIZE, height=SIZE, class_="ring")
    rows = ((number(part, places=places), number(whole, places=places)),)
    return Chart(key, str(title), description, svg, (_("Reached"), _("Of")), rows, SIZE)


def meter_svg(part: Figure, whole: Figure, label: Words) -> SafeString:
    """A bar for a line of a list; the words beside it carry the same figures."""
    share = round(share_of(part, whole) * 100, 1)
    return format_html(
        '<svg class="meter" role="img" aria-label="{}"><rect width="{}%" height="100%"></rect></svg>',
        label,
        f"{share:g}",
    )
