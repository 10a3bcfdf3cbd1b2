from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from admission.selectors import classes_with_place
from exams.models import AnswerSave, Attempt, Paper, PaperRule, Sitting
from exams.models.attempts import GRACE
from exams.passages import parts_of
from exams.roles import ROLES
from people.models import OrgUnit, RoleAssignment, User
from questions.choices import ScoringPolicy
from questions.kinds import kind_of
from questions.kinds.base import MarkedOption, Option
from questions.models import QuestionBank
from training.choices import BatchState
from training.models import Batch


@dataclass(frozen=True)
class TwoAnswers:
    """What is stored for a question, and what the page holds instead, in words."""

    stored: str
    own: str


@dataclass(frozen=True)
class Item:
    """A question as it is shown to who sits it. There is no field for a key or an explanation. `template` shows it,
    and the page's script goes by its `shape`."""

    index: int
    number: int
    kind: str
    kind_label: str
    template: str
    shape: str
    # What is read before the question, where the stem has such a part.
    passage: str
    stem: str
    score: str
    # How points are given where it is neither all or none.
    scoring: str
    options: tuple[Option, ...]
    texts: tuple[str, ...]
    answered: bool
    conflict: TwoAnswers | None

    @property
    def name(self) -> str:
        """Under which a page sends the answer."""
        return f"item-{self.index}"


@dataclass(frozen=True)
class Section:
    """Questions that stand together: those on one passage, or a single one."""

    passage: str
    items: tuple[Item, ...]

    @property
    def first(self) -> int:
        return self.items[0].number

    @property
    def last(self) -> int:
        return self.items[-1].number


@dataclass(frozen=True)
class TakePaper:
    """What the take page may know of an attempt."""

    attempt_id: int
    title: str
    items: tuple[Item, ...]
    answered: int
    last_seq: int
    server_now: datetime
    deadline_at: datetime
    grace_seconds: int

    @property
    def points(self) -> Decimal:
        return sum((Decimal(item.score) for item in self.items), Decimal(0))

    @property
    def unanswered(self) -> list[Item]:
        return [item for item in self.items if not item.answered]

    @property
    def sections(self) -> list[Section]:
        """Neighbours with the same passage are one section."""
        sections: list[Section] = []
        for item in self.items:
            if item.passage and sections and sections[-1].passage == item.passage:
                sections[-1] = Section(item.passage, (*sections[-1].items, item))
            else:
                sections.append(Section(item.passage, (item,)))
        return sections


@dataclass(frozen=True)
class ResultItem:
    """A marked question with its key; only for a result that may show it."""

    number: int
    stem: str
    given: str
    right: str
    mark: Any
    score: str
    explanation: str

    @property
    def earned(self) -> str:
        """All of its points, some, or none."""
        return "all" if self.mark == Decimal(self.score) else "some" if self.mark else "none"


def paper_of(attempt: Attempt, own: Mapping[int, list[Any]] | None = None) -> TakePaper:
    """The paper without its key; one statement. `own` are answers of a page that stand beside the stored ones."""
    held = dict(attempt.answers.values_list("item", "payload"))
    items = tuple(_item(i, frozen, held.get(i, []), (own or {}).get(i)) for i, frozen in enumerate(attempt.items))
    return TakePaper(
        attempt_id=attempt.pk,
        title=attempt.sitting.title,
        items=items,
        answered=sum(item.answered for item in items),
        last_seq=attempt.last_seq,
        server_now=timezone.now(),
        deadline_at=attempt.deadline_at,
        grace_seconds=int(GRACE.total_seconds()),
    )


def _item(index: int, frozen: dict[str, Any], payload: list[Any], own: list[Any] | None) -> Item:
    kind, shown = kind_of(frozen["kind"]), payload if own is None else own
    conflict = None if own is None else TwoAnswers(kind.in_words(frozen, payload), kind.in_words(frozen, own))
    passage, stem = parts_of(frozen["stem"])
    return Item(
        index=index,
        number=index + 1,
        kind=kind.code,
        kind_label=str(kind.label),
        template=kind.template,
        shape=kind.shape,
        passage=passage,
        stem=stem,
        score=frozen["score"],
        scoring=_scoring(frozen["policy"]),
        options=kind.options(frozen, shown),
        texts=kind.texts(frozen, shown),
        answered=kind.is_answered(payload),
        conflict=conflict,
    )


def _scoring(policy: str) -> str:
    """How points are given, in words; nothing where it is all or none."""
    return "" if policy == ScoringPolicy.ALL_OR_NOTHING else str(ScoringPolicy(policy).label)


def result_items(attempt: Attempt) -> list[ResultItem]:
    """Every question with what was answered, what is right, and the points."""
    answers = {answer.item: answer for answer in attempt.answers.all()}
    rows = []
    for i, frozen in enumerate(attempt.items):
        kind, answer = kind_of(frozen["kind"]), answers.get(i)
        given = kind.in_words(frozen, answer.payload) if answer else ""
        mark = answer.mark if answer else 0
        right, score = kind.right_in_words(frozen), frozen["score"]
        rows.append(ResultItem(i + 1, frozen["stem"], given, right, mark, score, frozen["explanation"]))
    return rows


def may_oversee(user: User, sitting: Sitting) -> bool:
    return Sitting.objects.overseen_by(user).filter(pk=sitting.pk).exists()


def may_take_part(user: User, sitting: Sitting) -> bool:
    return Sitting.objects.for_person(user.person_id).filter(pk=sitting.pk).exists()


def has_place_in(user: User, batch: int | None) -> bool:
    return batch is not None and bool(classes_with_place(user.person_id, [batch]))


def will_sit(user: User, paper: Paper) -> bool:
    """Has a place in a class of which an examination with this paper is not over."""
    if user.person_id is None:
        return False
    ahead = paper.sittings.filter(cancelled_at=None, closes_at__gt=timezone.now(), batch__isnull=False)
    return bool(classes_with_place(user.person_id, ahead.values_list("batch", flat=True)))


def sittings_for_desk(user: User) -> QuerySet[Sitting]:
    """Adds what the desk shows of a sitting: attempts begun, handed in, passed, and the mean."""
    done = Q(attempts__submitted_at__isnull=False)
    return (
        Sitting.objects.overseen_by(user)
        .select_related("paper", "batch")
        .annotate(
            begun=Count("attempts"),
            handed_in=Count("attempts", filter=done),
            passed=Count("attempts", filter=done & Q(attempts__score__gte=F("pass_mark"))),
            mean=Avg("attempts__score"),
        )
    )


def open_and_coming(user: User) -> dict[str, int]:
    """How many examinations the user oversees are open now, and how many are still to come."""
    now, held = timezone.now(), Sitting.objects.overseen_by(user).filter(cancelled_at=None).order_by()
    open_now, coming = Q(opens_at__lte=now, closes_at__gt=now), Q(opens_at__gt=now)
    return held.aggregate(
        open=Count("pk", filter=open_now, distinct=True), coming=Count("pk", filter=coming, distinct=True)
    )


def banks_for_desk() -> QuerySet[QuestionBank]:
    return QuestionBank.objects.annotate(size=Count("questions"))


def results_of(sitting: Sitting) -> QuerySet[Attempt]:
    """The attempts of a sitting without their papers, which hold the keys."""
    attempts = sitting.attempts.defer("items").select_related("person", "sitting")
    return attempts.order_by("unit_name", "person__staff_no", "number")


@dataclass(frozen=True)
class LateAnswer:
    """An answer that reached the server too late: who gave it to which question, when, and when it arrived."""

    attempt: Attempt
    number: int
    stem: str
    given_at: datetime | None
    arrived_at: datetime

    @property
    def was_given_in_time(self) -> bool:
        return self.given_at is not None and self.given_at <= self.attempt.deadline_at


def late_answers_of(sitting: Sitting) -> list[LateAnswer]:
    """Everything that came too late in a sitting; no answers, no keys."""
    return _late(AnswerSave.objects.filter(attempt__sitting=sitting).select_related("attempt__person"))


def late_answers(attempt: Attempt) -> list[LateAnswer]:
    return _late(AnswerSave.objects.filter(attempt=attempt).select_related("attempt"))


def _late(saves: QuerySet[AnswerSave]) -> list[LateAnswer]:
    rows = saves.filter(late=True).order_by("attempt__unit_name", "attempt__person__staff_no", "item", "id")
    return [
        LateAnswer(row.attempt, row.item + 1, row.attempt.items[row.item]["stem"], row.given_at, row.recorded_at)
        for row in rows
    ]


@dataclass
class OwnSitting:
    """A sitting as somebody who may take part sees it."""

    sitting: Sitting
    attempts: list[Attempt]

    @property
    def open_attempt(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def may_start(self) -> bool:
        left = len(self.attempts) < self.sitting.attempts_allowed
        return self.open_attempt is None and left and self.sitting.phase == "open"


def own_sittings(user: User) -> list[OwnSitting]:
    """What the person may sit or has sat, newest first; two statements."""
    attempts: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(person=user.person_id).defer("items").order_by("number"):
        attempts.setdefault(attempt.sitting_id, []).append(attempt)
    own = Sitting.objects.filter(
        Q(pk__in=Sitting.objects.for_person(user.person_id).values("pk")) | Q(pk__in=list(attempts))
    )
    return [OwnSitting(sitting, attempts.get(sitting.pk, [])) for sitting in own.select_related("batch")]


@dataclass(frozen=True)
class SampleItem:
    """A question of a paper drawn to be looked at, with its key; for those who set examinations up."""

    number: int
    kind_label: str
    template: str
    stem: str
    options: tuple[MarkedOption, ...]
    right: str
    score: str
    explanation: str


def sample_items(items: Sequence[dict[str, Any]]) -> list[SampleItem]:
    return [_sample(i, frozen) for i, frozen in enumerate(items, start=1)]


def _sample(number: int, frozen: dict[str, Any]) -> SampleItem:
    kind = kind_of(frozen["kind"])
    return SampleItem(
        number=number,
        kind_label=str(kind.label),
        template=kind.template,
        stem=frozen["stem"],
        options=kind.marked(frozen, []),
        right=kind.right_in_words(frozen),
        score=frozen["score"],
        explanation=frozen["explanation"],
    )


def papers_for_desk(user: User) -> QuerySet[Paper]:
    """Adds what the desk shows of a paper: questions, points, and whether it is in use."""
    each = {"paper": OuterRef("pk")}
    sums = PaperRule.objects.filter(**each).order_by().values("paper")
    return (
        Paper.objects.visible_to(user)
        .with_use()
        .select_related("bank", "unit")
        .annotate(
            size=Subquery(sums.annotate(n=Sum("count")).values("n")),
            total=Subquery(sums.annotate(n=Sum(F("count") * F("score"))).values("n"), output_field=DecimalField()),
        )
    )


def units_to_examine_for(user: User) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("manage")))


def classes_to_examine(user: User) -> QuerySet[Batch]:
    """Classes run by a unit the user sets examinations up for; newest first."""
    running = Batch.objects.exclude(state=BatchState.CANCELLED)
    return running.filter(user.scope.reach("organiser__path", ROLES.who("manage")))


def finals_to_repeat(user: User) -> QuerySet[Sitting]:
    """First sittings of final examinations, of which a further one can be set."""
    first = Sitting.objects.final().filter(repeats=None)
    return first.filter(user.scope.reach("unit__path", ROLES.who("manage")))


def staff_candidates(role: str) -> QuerySet[User]:
    """Who holds the role today."""
    holders = RoleAssignment.objects.current().filter(role=role).values("user")
    return User.objects.filter(is_active=True, pk__in=holders)
