"""Who completes a class: by the half-days they were there for and, where the class has one, by its final examination."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from admission.models import Enrolment
from common.errors import Facts
from exams.choices import ExamResult
from exams.completion import FinalExams
from exams.models import Sitting
from records.models import ExamWaiver
from records.selectors import Earned, earned_in
from training.models import Batch

GOOD = (ExamResult.NOT_ASKED, ExamResult.PASSED)


@dataclass(frozen=True)
class ExamStanding:
    """What somebody's final examinations came to, and the exemption from them if there is one."""

    result: ExamResult
    waiver: ExamWaiver | None = None

    @property
    def is_good(self) -> bool:
        return self.result in GOOD or self.waiver is not None

    @property
    def is_waived(self) -> bool:
        """An exemption that is needed."""
        return self.waiver is not None and self.result not in GOOD


@dataclass(frozen=True)
class Completion:
    """What one place in a class comes to: hours, examination, and whether that is a certificate."""

    earned: Earned
    exam: ExamStanding

    @property
    def enrolment(self) -> Enrolment:
        return self.earned.enrolment

    @property
    def is_complete(self) -> bool:
        return self.earned.completed and self.exam.is_good

    @property
    def why_not(self) -> str | Promise:
        """The first thing that is missing, in the language of whoever reads it; empty for who completes the class."""
        if not self.earned.completed and self.earned.joined_late:
            return _("Attended less than half of all half-days of the class, those before joining included")
        if not self.earned.completed:
            return _("Attended less than half of the half-days")
        if self.exam.is_good:
            return ""
        if self.exam.result == ExamResult.FAILED:
            return _("Did not pass the final examination")
        return _("Did not sit the final examination")


def completions_in(batch: Batch) -> list[Completion]:
    """Every active place in roster order."""
    rows = earned_in(batch)
    standings = exam_standings(batch, [row.enrolment for row in rows])
    return [Completion(row, standings[row.enrolment.pk]) for row in rows]


def exam_standings(batch: Batch, places: Iterable[Enrolment], at: datetime | None = None) -> dict[int, ExamStanding]:
    """By the key of the place, as it is or as it was at a moment; three statements, one without an examination."""
    exams = FinalExams(batch, at)
    waivers = waivers_in(batch, at) if exams else {}
    return {place.pk: ExamStanding(exams.result_of(place), waivers.get(place.pk)) for place in places}


def waivers_in(batch: Batch, at: datetime | None = None) -> dict[int, ExamWaiver]:
    """Exemptions that stand, by the key of the place."""
    rows = ExamWaiver.objects.filter(enrolment__batch=batch).select_related("decided_by").order_by("pk")
    latest = {row.enrolment_id: row for row in rows if at is None or row.recorded_at <= at}
    return {place: row for place, row in latest.items() if row.granted}


@dataclass(frozen=True)
class ClosingFigures:
    """What closing posted, or would post, and for how many there is no certificate, by the reason."""

    people: int
    hours: Decimal
    certificates: int
    without: list[tuple[str | Promise, int]]

    @property
    def facts(self) -> Facts:
        return facts_of_closing(self.people, self.hours, self.certificates)

    @property
    def without_certificate(self) -> int:
        return sum(n for _why, n in self.without)


def facts_of_closing(people: int, hours: Decimal, certificates: int) -> Facts:
    """What somebody who closes a class has seen that it comes to."""
    return {"people": people, "hours": f"{hours:.2f}", "certificates": certificates}


def closing_figures(rows: list[Completion], issued: Container[int] | None = None) -> ClosingFigures:
    """Before closing who will get a certificate; with `issued`, the keys of places that have one, who got it."""
    certified = [row for row in rows if (row.is_complete if issued is None else row.enrolment.pk in issued)]
    keys = {row.enrolment.pk for row in certified}
    without = [row for row in rows if row.enrolment.pk not in keys]
    return ClosingFigures(
        people=sum(row.earned.hours > 0 for row in rows),
        hours=sum((row.earned.hours for row in rows), Decimal(0)),
        certificates=len(certified),
        without=Counter(row.why_not or _("Not issued yet") for row in without).most_common(),
    )


def exam_record(batch: Batch) -> dict[str, list[str]]:
    """Staff numbers by what became of the final examination, for the record a closing keeps; empty without one."""
    if not Sitting.objects.final().filter(batch=batch).exists():
        return {}
    places = list(batch.enrolments.active().select_related("person").in_roster_order())
    record: dict[str, list[str]] = {}
    standings = exam_standings(batch, places)
    for place in places:
        standing = standings[place.pk]
        word = "waived" if standing.is_waived else standing.result.value
        record.setdefault(word, []).append(place.person.staff_no)
    return record
