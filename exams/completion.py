"""What became of the final examinations of a class; the records ask it."""

from datetime import datetime
from decimal import Decimal

from admission.models import Enrolment
from exams.choices import ExamResult
from exams.models import Attempt, Sitting
from training.models import Batch


class FinalExams:
    """The final examinations (结业考试) of a class as they stand, or stood at a moment; two statements.

    A first sitting and its further ones are one examination: passing any of them passes it. Of several examinations
    each is to be passed. One for an audience asks only people of that audience.
    """

    def __init__(self, batch: Batch, at: datetime | None = None) -> None:
        self.groups: dict[int, list[Sitting]] = {}
        for sitting in batch.sittings.final().order_by("opens_at", "pk"):
            self.groups.setdefault(sitting.repeats_id or sitting.pk, []).append(sitting)
        self.being_sat = 0
        # Whether somebody passed a sitting, by sitting and person.
        self.passed: dict[tuple[int, int], bool] = {}
        self._read(at)

    def _read(self, at: datetime | None) -> None:
        marks = {sitting.pk: sitting.pass_mark for sitting in self.sittings}
        rows = Attempt.objects.filter(sitting__in=marks) if marks else Attempt.objects.none()
        for sitting, person, score, moment in rows.values_list("sitting", "person", "score", "submitted_at"):
            if moment is None:
                self.being_sat += 1
            elif at is None or moment <= at:
                self._note(sitting, person, score, marks[sitting])

    def _note(self, sitting: int, person: int, score: Decimal | None, pass_mark: Decimal) -> None:
        has_passed = score is not None and score >= pass_mark
        self.passed[sitting, person] = has_passed or self.passed.get((sitting, person), False)

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def sittings(self) -> list[Sitting]:
        return [sitting for group in self.groups.values() for sitting in group]

    def running(self) -> list[Sitting]:
        """Those that are open, and those without which an examination has not been held at all."""
        waiting = [sitting for sitting in self.sittings if sitting.phase == "open"]
        for group in self.groups.values():
            if all(sitting.phase == "coming" for sitting in group):
                waiting.append(group[0])
        return waiting

    def to_come(self) -> list[Sitting]:
        """Further sittings of an examination that has been held."""
        return [sitting for sitting in self.sittings if sitting.phase == "coming" and sitting not in self.running()]

    def passed_with(self, sitting: Sitting) -> set[int]:
        """By the keys of the people: who passed the examination this is a sitting of."""
        group = {one.pk for one in self.groups.get(sitting.repeats_id or sitting.pk, [])}
        return {person for (one, person), has_passed in self.passed.items() if has_passed and one in group}

    def result_of(self, place: Enrolment) -> ExamResult:
        results = [result for group in self.groups.values() if (result := self._in_group(group, place))]
        # The worst of several counts.
        for result in (ExamResult.ABSENT, ExamResult.FAILED, ExamResult.PASSED):
            if result in results:
                return result
        return ExamResult.NOT_ASKED

    def _in_group(self, group: list[Sitting], place: Enrolment) -> ExamResult | None:
        if not any(sitting.track in ("", place.track) for sitting in group):
            return None
        sat = [self.passed[key] for sitting in group if (key := (sitting.pk, place.person_id)) in self.passed]
        if not sat:
            return ExamResult.ABSENT
        return ExamResult.PASSED if any(sat) else ExamResult.FAILED
