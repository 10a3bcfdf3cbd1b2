"""The scores of a sitting as a picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common.charts import Chart, Series, bars
from exams.models import Attempt, Sitting

# So many bands of one width lie between the pass mark and the full mark; what is below is one.
PASSING = 4


@dataclass(frozen=True)
class Band:
    """Scores from `low` on and below `high`; the last band holds the full mark, too."""

    low: Decimal
    high: Decimal
    count: int


def score_bands(sitting: Sitting, attempts: Iterable[Attempt]) -> list[Band]:
    """Papers that have a score, by bands. A sitting that is passed with any score has no band below the pass mark."""
    width = (sitting.full_mark - sitting.pass_mark) / PASSING
    edges = [sitting.pass_mark + width * i for i in range(PASSING)] if width else [sitting.pass_mark]
    edges = sorted({Decimal(0), *edges})
    counts = dict.fromkeys(edges, 0)
    for attempt in attempts:
        if attempt.score is not None:
            counts[max((edge for edge in edges if edge <= attempt.score), default=edges[0])] += 1
    ends = [*edges[1:], sitting.full_mark]
    return [Band(low, high, counts[low]) for low, high in zip(edges, ends, strict=True)]


def score_chart(sitting: Sitting, attempts: Iterable[Attempt]) -> Chart | None:
    """None until a paper has a score."""
    bands = score_bands(sitting, attempts)
    if not any(band.count for band in bands):
        return None
    return bars(
        "scores",
        _("Scores"),
        [f"{band.low.normalize():f}–{band.high.normalize():f}" for band in bands],
        [Series(_("Papers"), [band.count for band in bands])],
        head=_("Score"),
        note=_("Each attempt counts. A band begins with its lower score and ends below the upper; the last holds both.")
        + " "
        + _("Passed from %(mark)s on.") % {"mark": f"{sitting.pass_mark.normalize():f}"},
    )
