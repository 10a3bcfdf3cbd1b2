"""What lists of examinations and of results come to, counted from the rows that are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models import Attempt, Sitting

PHASES = {
    "open": pgettext_lazy("examination", "Open"),
    "coming": _("Not open yet"),
    "over": pgettext_lazy("examination", "Over"),
    "cancelled": _("Cancelled"),
}


@dataclass(frozen=True)
class PhaseCount:
    code: str
    label: str | Promise
    count: int


def phase_counts(sittings: Sequence[Sitting]) -> list[PhaseCount]:
    """How many examinations are in each phase; those in which there are any."""
    phases = [sitting.phase for sitting in sittings]
    return [PhaseCount(code, label, phases.count(code)) for code, label in PHASES.items() if code in phases]


@dataclass(frozen=True)
class ResultFigures:
    begun: int
    handed_in: int
    passed: int
    mean: Decimal | None

    @property
    def being_sat(self) -> int:
        return self.begun - self.handed_in


def figures_of(attempts: Sequence[Attempt]) -> ResultFigures:
    scores = [attempt.score for attempt in attempts if attempt.score is not None]
    mean = (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP) if scores else None
    return ResultFigures(len(attempts), len(scores), sum(attempt.has_passed for attempt in attempts), mean)
