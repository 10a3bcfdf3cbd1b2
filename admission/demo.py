"""The demo city's notices and places: whom the units sent in three past years, and whom they are sending now.

Rows of past years are written as they were at the time, so they do not pass through the services, which act now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from admission.choices import Diet, EnrolmentSource, EnrolmentStatus, NominationStatus, Reply
from admission.models import ArrivalDetails, Enrolment, Nomination, Notice, NoticeReceipt, Quota
from people.choices import Track
from people.demo import City
from people.models import Posting, User
from training.demo import CAPACITY, LEADERS, PAST, STAFF, TECHNICIANS, PastBatch, at
from training.models import Batch

NO_SHOWS = 3


class PlaceWriter:
    """Writes notices and places; whose turn it is goes round the units."""

    def __init__(self, city: City, officer: User):
        self.city, self.officer = city, officer
        self.turns = dict.fromkeys(Track.values, 0)

    def candidates(self, track: str, n: int, spared: frozenset[int] = frozenset()) -> list[Posting]:
        """The next people of a track, going round the units, so that over the years most come and some twice."""
        pool = [p for p in self.city.people_on(track) if p.person_id not in spared]
        pool = [p for step in range(4) for p in pool[step::4]]
        start = self.turns[track]
        self.turns[track] = (start + n) % len(pool)
        return [pool[(start + i) % len(pool)] for i in range(n)]

    def notice(
        self, batch: Batch, issued: date, seats: dict[tuple[int, str], int], reply_by: date
    ) -> list[NoticeReceipt]:
        notice = Notice.objects.create(
            batch=batch,
            doc_no=f"宛政办培〔{issued.year}〕{issued.month}号",
            body="为提高全市机关工作人员应用电子政务的能力，现举办本期培训班。请各单位按名额推荐人选，按时签收并反馈。",
            reply_by=reply_by,
            issued_at=at(issued, time(9, 0)),
            issued_by=self.officer,
        )
        Quota.objects.bulk_create(Quota(batch=batch, unit_id=u, track=t, seats=n) for (u, t), n in seats.items())
        units = sorted({unit for unit, _track in seats})
        return NoticeReceipt.objects.bulk_create(NoticeReceipt(notice=notice, unit_id=unit) for unit in units)

    def all_sign(self, receipts: list[NoticeReceipt], issued: date) -> None:
        """On the day of the notice, with people put forward."""
        for receipt in receipts:
            receipt.signed_at, receipt.signed_by = at(issued, time(15, 0)), self.officer
            receipt.reply = Reply.NOMINATED
        NoticeReceipt.objects.bulk_update(receipts, ["signed_at", "signed_by", "reply"])

    def enrol(
        self, batch: Batch, postings: list[Posting], on: date, status: str = EnrolmentStatus.ACTIVE
    ) -> list[Enrolment]:
        nominations = Nomination.objects.bulk_create(
            Nomination(
                batch=batch,
                unit=p.unit,
                person=p.person,
                track=p.track,
                status=NominationStatus.ADMITTED if status == EnrolmentStatus.ACTIVE else NominationStatus.REPLACED,
                nominated_by=self.officer,
                decided_by=self.officer,
                decided_at=at(on, time(16, 0)),
            )
            for p in postings
        )
        return Enrolment.objects.bulk_create(
            Enrolment.of(
                p,
                batch=batch,
                nomination=nomination,
                source=EnrolmentSource.NOMINATED,
                status=status,
                ended_reason="" if status == EnrolmentStatus.ACTIVE else "工作冲突，由本单位另派",
                joined_in=2,
                left_in=None if status == EnrolmentStatus.ACTIVE else 3,
            )
            for p, nomination in zip(postings, nominations, strict=True)
        )


def seats_for(postings: Iterable[Posting]) -> dict[tuple[int, str], int]:
    """A quota that just holds these people."""
    seats: dict[tuple[int, str], int] = {}
    for p in postings:
        seats[p.unit_id, p.track] = seats.get((p.unit_id, p.track), 0) + 1
    return seats


def load(city: City, by: User) -> None:
    writer = PlaceWriter(city, by)
    *held, running, open_ = Batch.objects.order_by("pk")
    for past, batch in zip(PAST, held, strict=True):
        load_past(writer, past, batch)
    load_running(writer, running)
    load_open(writer, open_)
    count_places(city)


def count_places(city: City) -> None:
    city.counts["enrolments"] = Enrolment.objects.count()


def take_seats_of(batch: Batch, places: list[Enrolment]) -> None:
    Batch.objects.filter(pk=batch.pk).update(seats_taken=len(places))


def load_past(writer: PlaceWriter, past: PastBatch, batch: Batch) -> None:
    people = [p for track, n in split(past) for p in writer.candidates(track, n)]
    replaced = [p for track in past.tracks for p in writer.candidates(track, 1)]
    issued = batch.starts_on - timedelta(days=21)
    receipts = writer.notice(batch, issued, seats_for(people), issued + timedelta(days=12))
    for i, receipt in enumerate(receipts):
        receipt.signed_at, receipt.signed_by = at(issued + timedelta(days=i % 5), time(10, 0)), writer.officer
        receipt.reply = Reply.NOMINATED
    NoticeReceipt.objects.bulk_update(receipts, ["signed_at", "signed_by", "reply"])
    places = writer.enrol(batch, people, issued + timedelta(days=13))
    gone = writer.enrol(batch, replaced, issued + timedelta(days=13), EnrolmentStatus.REPLACED)
    for old, new in zip(gone, places, strict=False):
        Enrolment.objects.filter(pk=old.pk).update(replaced_by=new)
        Enrolment.objects.filter(pk=new.pk).update(joined_in=3)
    take_seats_of(batch, places)


def split(past: PastBatch) -> Iterator[tuple[str, int]]:
    """How many of each audience were enrolled, those who stayed away included."""
    total = past.came + NO_SHOWS
    second = 40 if TECHNICIANS in past.tracks else total // 2
    yield past.tracks[0], total - second
    yield past.tracks[1], second


def load_running(writer: PlaceWriter, batch: Batch) -> None:
    city = writer.city
    own = [city.postings[u][3] for u in ("NY010", "NY011")]
    spared = frozenset(p.person_id for p in own)
    people = own + [p for t, n in ((STAFF, 46), (TECHNICIANS, 38)) for p in writer.candidates(t, n, spared)]
    issued = batch.starts_on - timedelta(days=20)
    receipts = writer.notice(batch, issued, seats_for(people), issued + timedelta(days=10))
    writer.all_sign(receipts, issued)
    places = writer.enrol(batch, people, issued + timedelta(days=11))
    take_seats_of(batch, places)
    # The trainee who can be tried out, and the last few, have not answered.
    ArrivalDetails.objects.bulk_create(arrival(i, place) for i, place in enumerate(places[1:-9]))


def arrival(i: int, place: Enrolment) -> ArrivalDetails:
    diet = {5: Diet.HALAL, 9: Diet.VEGETARIAN, 13: Diet.OTHER}.get(i % 17, Diet.ORDINARY)
    plate = "" if i % 4 else f"豫RD{i:05}" if i % 8 else f"豫R{i:05}"
    about = {"diet_note": "海鲜过敏" if diet == Diet.OTHER else "", "note": "前一天晚上到" if i % 19 == 7 else ""}
    return ArrivalDetails(enrolment=place, stays_overnight=i % 3 > 0, diet=diet, plate=plate, **about)


def load_open(writer: PlaceWriter, batch: Batch) -> None:
    """A class units are nominating for: some have signed, some have answered, most have not."""
    city = writer.city
    units = [u for u in city.units.values() if u.is_access_unit]
    seats = {(u.pk, STAFF): 1 for u in units} | {(u.pk, LEADERS): 1 for u in units[: CAPACITY - len(units)]}
    receipts = writer.notice(batch, city.day - timedelta(days=2), seats, city.day + timedelta(days=10))
    by_unit = {r.unit_id: r for r in receipts}
    nominations = []
    for i, unit in enumerate(units):
        receipt = by_unit[unit.pk]
        if i % 3 or unit.code == "NY010":
            continue
        receipt.signed_at = at(city.day - timedelta(days=1), time(10, i % 60))
        receipt.signed_by = city.users[city.postings[unit.code][-2].person.staff_no]
        if i % 6 == 0:
            posting = next(p for p in city.postings[unit.code] if p.track == STAFF)
            receipt.reply = Reply.NOMINATED
            nominations.append(
                Nomination(batch=batch, unit=unit, person=posting.person, track=STAFF, nominated_by=receipt.signed_by)
            )
    NoticeReceipt.objects.bulk_update(receipts, ["signed_at", "signed_by", "reply"])
    Nomination.objects.bulk_create(nominations)
