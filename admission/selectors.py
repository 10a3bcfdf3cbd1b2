from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from admission.choices import Diet, NominationStatus, Reply
from admission.models import ArrivalDetails, Enrolment, Nomination, Notice, NoticeReceipt, Quota
from admission.models.nominations import STANDING
from people.choices import Sex
from people.models import OrgUnit, Person, User, one_person
from people.selectors import people_of_unit
from training.choices import BatchState
from training.concerned import officers_of
from training.models import Batch, ClassMeeting
from training.selectors import timetable_of


def numbered_list(batch: Batch, version: int | None = None, *, also: Iterable[str] = ()) -> list[Enrolment]:
    """Who is on the list of a class, or was in a version of it, each with the `number` it gives them; `also` names
    relations to load beside the person. Whatever prints or shows a number takes it from here. One statement."""
    places = batch.enrolments.active() if version is None else batch.enrolments.in_version(version)
    rows = list(places.select_related("person", *also).in_roster_order())
    for number, place in enumerate(rows, start=1):
        place.number = number
    return rows


@dataclass
class ListChanges:
    """What became of the list and the timetable of a class after a version of it."""

    joined: list[Enrolment]
    left: list[Enrolment]
    added: list[ClassMeeting]
    cancelled: list[ClassMeeting]
    moved: list[ClassMeeting]

    def __bool__(self) -> bool:
        return any((self.joined, self.left, self.added, self.cancelled, self.moved))


def changes_since(batch: Batch, version: int) -> ListChanges:
    """Who joined and left and which half-days changed after the version; three statements."""
    then = {place.pk: place for place in numbered_list(batch, version, also=["replaced_by__person"])}
    now = {place.pk: place for place in numbered_list(batch)}
    meetings = timetable_of(batch)
    known = [meeting for meeting in meetings if meeting.added_in <= version]
    return ListChanges(
        joined=[place for pk, place in now.items() if pk not in then],
        left=[place for pk, place in then.items() if pk not in now],
        added=[m for m in meetings if m.added_in > version and not m.cancelled_at],
        cancelled=[m for m in known if (m.cancelled_in or 0) > version],
        moved=[m for m in known if not m.cancelled_at and (m.hours_in or 0) > version],
    )


def had_several_lists(batch: Batch) -> bool:
    """Whether one number can have meant two people: somebody joined or left after the first of the list."""
    places = batch.enrolments.aggregate(first=Min("joined_in"), last=Max("joined_in"), left=Max("left_in"))
    return places["first"] != places["last"] or (places["left"] or 0) > (places["first"] or 0)


@dataclass
class BoardRow:
    """A unit's line on the board of a notice."""

    receipt: NoticeReceipt
    quotas: list[Quota] = field(default_factory=list)
    nominations: list = field(default_factory=list)

    @property
    def seats(self) -> int:
        return sum(quota.seats for quota in self.quotas)


def receipt_board(batch: Batch) -> list[BoardRow]:
    """Units × quota × answers of a class, in unit order; three statements."""
    receipts = NoticeReceipt.objects.filter(notice__batch=batch).select_related("unit", "signed_by")
    rows = {r.unit_id: BoardRow(r) for r in receipts.order_by("unit__path")}
    for quota in batch.quotas.order_by("track"):
        if quota.unit_id in rows:
            rows[quota.unit_id].quotas.append(quota)
    for nomination in batch.nominations.select_related("person", "unit"):
        if nomination.unit_id in rows:
            rows[nomination.unit_id].nominations.append(nomination)
    return list(rows.values())


def open_business(unit: OrgUnit) -> tuple[int, int]:
    """(notices without an answer, nominations without a decision) of a unit."""
    running = Batch.objects.filter(state__in=(BatchState.DRAFT, BatchState.NOTIFIED))
    receipts = NoticeReceipt.objects.filter(unit=unit, reply=Reply.NONE, notice__batch__in=running)
    nominations = Nomination.objects.submitted().filter(unit=unit, batch__in=running)
    return receipts.count(), nominations.count()


def classes_in_common(keep: Person, away: Person) -> QuerySet[Batch]:
    """Classes in which both have a place."""
    places = Enrolment.objects.active()
    own = places.filter(person=keep).values("batch")
    return Batch.objects.filter(pk__in=own).filter(pk__in=places.filter(person=away).values("batch"))


def unfinished_classes(person: Person) -> QuerySet[Batch]:
    """Classes neither closed nor cancelled for which the person is put forward or in which they have a place."""
    placed = Enrolment.objects.active().filter(person=person).values("batch")
    named = Nomination.objects.standing().filter(person=person).values("batch")
    return Batch.objects.filter(state__in=(BatchState.DRAFT, BatchState.NOTIFIED)).filter(
        Q(pk__in=placed) | Q(pk__in=named)
    )


def receipts_for_inbox(receipts: QuerySet[NoticeReceipt]) -> QuerySet[NoticeReceipt]:
    seats = Q(notice__batch__quotas__unit=F("unit"))
    return (
        receipts.select_related("notice__batch", "unit", "signed_by")
        .annotate(track_count=Count("notice__batch__quotas", filter=seats, distinct=True))
        .order_by(F("signed_at").desc(nulls_first=True), "notice__reply_by", "unit__path")
    )


# Of the classes a unit is asked for, so many stand on a desk.
NOTICES_ON_DESK = 8


def places_for_desk(user: User) -> list[NoticeReceipt]:
    """The notices of the user's units for classes that are not over, each with `seats`, `named` and `admitted`."""
    own = Q(notice__batch__nominations__unit=F("unit"))
    standing = own & Q(notice__batch__nominations__status__in=STANDING)
    admitted = own & Q(notice__batch__nominations__status=NominationStatus.ADMITTED)
    quotas = Quota.objects.filter(batch=OuterRef("notice__batch"), unit=OuterRef("unit")).order_by()
    seats = quotas.values("batch").annotate(n=Sum("seats")).values("n")
    running = NoticeReceipt.objects.answerable_by(user).filter(
        notice__batch__state=BatchState.NOTIFIED, notice__batch__ends_on__gte=timezone.localdate()
    )
    rows = running.select_related("notice__batch", "unit").annotate(
        seats=Coalesce(Subquery(seats), 0),
        named=Count("notice__batch__nominations", filter=standing),
        admitted=Count("notice__batch__nominations", filter=admitted),
    )
    rows = list(rows.order_by("notice__reply_by", "unit__path")[:NOTICES_ON_DESK])
    for row in rows:
        row.left = max(row.seats - row.named, 0)
    return rows


def nominees_of(receipt: NoticeReceipt) -> QuerySet:
    return receipt.notice.batch.nominations.filter(unit=receipt.unit).select_related("person")


@dataclass(frozen=True)
class ArrivalRow:
    place: Enrolment
    details: ArrivalDetails | None


@dataclass(frozen=True)
class ArrivalTotals:
    missing: int
    overnight: int
    overnight_women: int
    overnight_men: int
    plates: int
    diets: list[tuple[str, int]]


def arrival_rows(batch: Batch, user: User) -> list[ArrivalRow]:
    """The places whose arrival details the user may know, with the numbers of the class's list and what was entered; two
    statements."""
    visible = batch.enrolments.active().with_arrival_visible_to(user)
    seen = {place.pk: place for place in visible.select_related("arrival")}
    rows = [place for place in numbered_list(batch) if place.pk in seen]
    return [ArrivalRow(place, getattr(seen[place.pk], "arrival", None)) for place in rows]


def arrival_totals(rows: list[ArrivalRow]) -> ArrivalTotals:
    entered = [row.details for row in rows if row.details]
    diets = Counter(details.diet for details in entered)
    sexes = Counter(row.place.person.sex for row in rows if row.details and row.details.stays_overnight)
    return ArrivalTotals(
        missing=len(rows) - len(entered),
        overnight=sexes.total(),
        overnight_women=sexes[Sex.FEMALE],
        overnight_men=sexes[Sex.MALE],
        plates=sum(1 for details in entered if details.plate),
        diets=[(str(diet.label), diets[diet]) for diet in Diet],
    )


def whom_to_call(batch: Batch) -> str:
    """The office that runs a class, with its officers and their telephones, as far as they are known."""
    officers = officers_of(batch)
    prefetch_related_objects(officers, "person")
    phones = [(str(user), user.person.office_phone if user.person else "") for user in officers]
    return " ".join(
        [batch.organiser.short_name, "、".join(f"{name} {phone}".strip() for name, phone in phones)]
    ).strip()


def possible_replacements(nomination: Nomination) -> QuerySet[Person]:
    """Of the unit and audience of a nomination, but for those put forward for its class already; `is_written_in` are
    those who came without a nomination and keep the place they have."""
    places = Enrolment.objects.active().filter(batch=nomination.batch_id, person=OuterRef("pk"))
    people = people_of_unit(nomination.unit).filter(postings__ended_on=None, postings__track=nomination.track)
    people = people.exclude(pk__in=nomination.batch.nominations.standing().values("person"))
    return people.exclude(pk=nomination.person_id).annotate(is_written_in=Exists(places))


def latest_reply(batch: Batch) -> date:
    """Units reply before the class begins, on its first day at the latest; for one that has begun, today."""
    return max(batch.starts_on, timezone.localdate())


def notice_of(batch: Batch) -> Notice | None:
    """Asked by several parts of the class page; one statement for all of them."""
    prefetch_related_objects([batch], "notices")
    return next(iter(batch.notices.all()), None)


def classes_with_place(person_id: int | None, batches: Iterable[int]) -> set[int]:
    """Keys of those of the classes that hold the person, or an entry of them made twice; no statement for nobody."""
    if person_id is None or not (wanted := set(batches)):
        return set()
    own = Enrolment.objects.active().filter(one_person(person_id), batch__in=wanted)
    return set(own.values_list("batch", flat=True))


def place_of(person_id: int | None, batch: Batch) -> Enrolment | None:
    """The person's place in the class; one statement however often it is asked of the class in hand."""
    if person_id is None:
        return None
    own = Enrolment.objects.active().filter(person=person_id).select_related("arrival")
    found = f"places_of_{person_id}"
    prefetch_related_objects([batch], Prefetch("enrolments", queryset=own, to_attr=found))
    return next(iter(getattr(batch, found)), None)
