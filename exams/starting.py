"""What somebody is told before their time begins to run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property

from exams.models import Attempt, PaperRule, Sitting
from exams.selectors import OwnSitting
from questions.kinds import kind_of


@dataclass(frozen=True)
class PaperLine:
    """Questions of one kind that are worth the same."""

    label: str
    scoring: str
    count: int
    score: Decimal

    @property
    def points(self) -> Decimal:
        return self.count * self.score


@dataclass
class StartPage(OwnSitting):
    """A sitting as its own page shows it to who may take part. Every attempt draws its own paper; these lines are what
    all of them have in common."""

    lines: list[PaperLine]
    now: datetime

    @property
    def questions(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def handed_in(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at]

    @property
    def attempts_left(self) -> int:
        return max(self.sitting.attempts_allowed - len(self.attempts), 0)

    @cached_property
    def ends_at(self) -> datetime:
        """When the time of somebody who starts now is over."""
        return min(self.now + timedelta(minutes=self.sitting.minutes), self.sitting.closes_at)

    @property
    def minutes_left(self) -> int:
        """How long that is; fewer than the paper's minutes where the examination closes before."""
        return int((self.ends_at - self.now).total_seconds() // 60)

    @property
    def is_cut_short(self) -> bool:
        return self.minutes_left < self.sitting.minutes


def start_page(sitting: Sitting, person_id: int | None) -> StartPage:
    """In two statements."""
    attempts = list(Attempt.objects.filter(sitting=sitting, person=person_id).defer("items").order_by("number"))
    return StartPage(sitting, attempts, lines=_lines(sitting), now=timezone.now())


def _lines(sitting: Sitting) -> list[PaperLine]:
    counts: dict[tuple[str, Decimal], int] = {}
    for rule in PaperRule.objects.filter(paper=sitting.paper_id):
        counts[rule.kind, rule.score] = counts.get((rule.kind, rule.score), 0) + rule.count
    return [_line(kind, score, count) for (kind, score), count in counts.items()]


def _line(code: str, score: Decimal, count: int) -> PaperLine:
    kind = kind_of(code)
    return PaperLine(str(kind.label), str(kind.policy.label), count, score)
