"""The demo city's training: three past years with 三期六批, and this year's fourth session under way.

Rows of past years are written as they were at the time, so they do not pass through the services, which act now.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from people.choices import Role, Track
from people.demo import OFFICE, City
from people.models import Lecturer, Posting, User
from training.choices import (
    SLOT_HOURS,
    AttendanceStatus,
    BatchState,
    Diet,
    EnrolmentSource,
    EnrolmentStatus,
    NominationStatus,
    Reply,
    SignInMode,
    Slot,
    StaffRole,
)
from training.demo_calendar import load_calendar
from training.models import (
    ArrivalDetails,
    AttendanceEvidence,
    AttendanceMark,
    Batch,
    BatchStaff,
    ClassMeeting,
    Enrolment,
    Nomination,
    Notice,
    NoticeReceipt,
    PlanItem,
    Quota,
    Room,
    TrainingPlan,
    TrainingSession,
)

ROOMS = ("市委党校第一报告厅", "市政务中心三楼培训教室")
PROJECT = "电子政务业务培训"
CHINESE = "零一二三四五六七八九"
TOPICS = (
    "全市电子政务建设形势与任务",
    "政务信息网络安全与保密要求",
    "电子公文交换系统操作",
    "政府网站内容保障与政务公开",
    "一体化政务服务平台应用",
    "数据共享目录编制实务",
)
PRESENT, LATE, LEAVE, ABSENT = AttendanceStatus.values


@dataclass(frozen=True)
class PastBatch:
    years_ago: int
    session: int
    number: int
    tracks: tuple[str, str]
    came: int
    month: int
    room: int


LEADERS, STAFF, TECHNICIANS = Track.LEADER, Track.STAFF, Track.TECHNICIAN
PAST = (
    PastBatch(3, 1, 1, (LEADERS, STAFF), 88, 4, 0),
    PastBatch(3, 1, 2, (LEADERS, STAFF), 84, 5, 1),
    PastBatch(2, 2, 1, (STAFF, TECHNICIANS), 86, 5, 0),
    PastBatch(2, 2, 2, (STAFF, TECHNICIANS), 82, 5, 1),
    PastBatch(1, 3, 1, (LEADERS, TECHNICIANS), 87, 4, 0),
    PastBatch(1, 3, 2, (LEADERS, TECHNICIANS), 85, 9, 1),
)
NO_SHOWS, REPLACED = 3, 2
CAPACITY = 96


class Writer:
    """Collects the rows of all classes and writes each table once."""

    def __init__(self, city: City, officer: User):
        self.city, self.officer = city, officer
        self.rng = random.Random(2006)
        self.rooms = [room_of(name, 120 - 20 * i) for i, name in enumerate(ROOMS)]
        self.lecturers = list(Lecturer.objects.order_by("id"))
        self.teacher = city.users[Role.CLASS_TEACHER]
        self.turns = dict.fromkeys(Track.values, 0)
        self.codes: dict[int, int] = {}

    def batch(self, session: int, number: int, tracks: tuple[str, ...], days: list[date], room: int) -> Batch:
        year = days[0].year
        self.codes[year] = self.codes.get(year, 0) + 1
        plan, _new = TrainingPlan.objects.get_or_create(year=year)
        item, _new = PlanItem.objects.get_or_create(plan=plan, title=PROJECT)
        term, _new = TrainingSession.objects.get_or_create(item=item, number=session)
        audience = "、".join(
            {LEADERS: "领导干部", STAFF: "机关工作人员", TECHNICIANS: "专业技术人员"}[t] for t in tracks
        )
        batch = Batch.objects.create(
            training_session=term,
            number=number,
            code=f"{year}-{self.codes[year]:02d}",
            title=f"南阳市{year}年{audience}电子政务培训班（第{CHINESE[session]}期第{CHINESE[number]}批）",
            tracks=list(tracks),
            organiser=self.city.units[OFFICE],
            place=ROOMS[room],
            starts_on=days[0],
            ends_on=days[-1],
            capacity=CAPACITY,
        )
        BatchStaff.objects.create(batch=batch, user=self.teacher, role=StaffRole.CLASS_TEACHER)
        return batch

    def timetable(self, batch: Batch, days: list[date], room: int, shift: int) -> list[ClassMeeting]:
        """Two half-days a day; a lecturer of the list in turn, shifted so that parallel classes do not clash."""
        meetings = []
        for i, (day, slot) in enumerate((day, slot) for day in days for slot in (Slot.MORNING, Slot.AFTERNOON)):
            meetings.append(
                ClassMeeting(
                    batch=batch,
                    title=TOPICS[i % len(TOPICS)],
                    date=day,
                    slot=slot,
                    starts_at=SLOT_HOURS[slot][0],
                    ends_at=SLOT_HOURS[slot][1],
                    room=self.rooms[room],
                    lecturer=self.lecturers[(i + shift) % len(self.lecturers)],
                )
            )
        return ClassMeeting.objects.bulk_create(meetings)

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

    def attendance(self, places: list[Enrolment], meetings: list[ClassMeeting], absent: set[int], mode: str) -> int:
        """Evidence and marks of held meetings; `absent` never came."""
        facts = [
            self.fact(place, meeting, place.person_id in absent, mode)
            for meeting in meetings
            if not meeting.cancelled_at
            for place in places
        ]
        rows = AttendanceEvidence.objects.append_many(facts)
        by_key = {(m.date, m.slot): m for m in meetings if not m.cancelled_at}
        by_person = {place.person_id: place for place in places}
        AttendanceMark.objects.bulk_create(
            [
                AttendanceMark(
                    meeting=by_key[row.date, row.slot],
                    enrolment=by_person[row.person_id],
                    evidence=row,
                    status=row.status,
                    mode=row.mode,
                    signed_at=row.observed_at,
                )
                for row in rows
            ],
            batch_size=500,
        )
        return len(rows)

    def fact(self, place: Enrolment, meeting: ClassMeeting, never_came: bool, mode: str) -> AttendanceEvidence:
        first = meeting.slot == Slot.MORNING and meeting.date == place.batch.starts_on
        # Who is counted as having come was there on the first half-day at least.
        weights = [96, 4, 0, 0] if first else [92, 4, 3, 1]
        status = ABSENT if never_came else self.rng.choices([PRESENT, LATE, LEAVE, ABSENT], weights=weights)[0]
        attended = status in (PRESENT, LATE)
        minutes = self.rng.randrange(11, 35) if status == LATE else -self.rng.randrange(0, 25)
        seen = meeting.start + timedelta(minutes=minutes)
        return AttendanceEvidence(
            batch_id=place.batch_id,
            person_id=place.person_id,
            date=meeting.date,
            slot=meeting.slot,
            status=status,
            mode=SignInMode.LEAVE if status == LEAVE else mode if attended else SignInMode.PAPER,
            observed_at=seen if attended and mode == SignInMode.QR else None,
            recorded_by=None if attended and mode == SignInMode.QR else self.teacher,
            recorded_at=seen if attended else meeting.end,
            unit_name=place.unit_name,
            post=place.post,
            track=place.track,
        )


def room_of(name: str, seats: int) -> Room:
    return Room.objects.get_or_create(name=name, defaults={"seats": seats})[0]


def at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


def weekdays(year: int, month: int, skip: int, n: int) -> list[date]:
    """`n` days in a row beginning on a Tuesday of the month."""
    first = date(year, month, 1)
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7 + 7 * skip)
    return [tuesday + timedelta(days=i) for i in range(n)]


def load(city: City, by: User) -> None:
    load_calendar(city.day.year, by)
    writer = Writer(city, by)
    for past in PAST:
        load_past(writer, past)
    share_a_lecture(writer)
    load_running(writer)
    load_open(writer)
    count_training(city)


def count_training(city: City) -> None:
    """Noted again by who adds a class of their own."""
    city.counts["training_sessions"] = TrainingSession.objects.count()
    city.counts["batches"] = Batch.objects.count()
    city.counts["enrolments"] = Enrolment.objects.count()
    city.counts["meetings"] = ClassMeeting.objects.count()
    city.counts["marks"] = AttendanceMark.objects.count()


def load_past(writer: Writer, past: PastBatch) -> None:
    days = weekdays(writer.city.day.year - past.years_ago, past.month, 1, 3)
    batch = writer.batch(past.session, past.number, past.tracks, days, past.room)
    meetings = writer.timetable(batch, days, past.room, 0 if past.number == 1 else 3)
    if (past.session, past.number) == (3, 2):
        cancel_last(meetings[-1])
    people = [p for track, n in split(past) for p in writer.candidates(track, n)]
    replaced = [p for track in past.tracks for p in writer.candidates(track, 1)]
    seats: dict[tuple[int, str], int] = {}
    for p in people:
        seats[p.unit_id, p.track] = seats.get((p.unit_id, p.track), 0) + 1
    issued = days[0] - timedelta(days=21)
    receipts = writer.notice(batch, issued, seats, issued + timedelta(days=12))
    for i, receipt in enumerate(receipts):
        receipt.signed_at, receipt.signed_by = at(issued + timedelta(days=i % 5), time(10, 0)), writer.officer
        receipt.reply = Reply.NOMINATED
    NoticeReceipt.objects.bulk_update(receipts, ["signed_at", "signed_by", "reply"])
    places = writer.enrol(batch, people, issued + timedelta(days=13))
    gone = writer.enrol(batch, replaced, issued + timedelta(days=13), EnrolmentStatus.REPLACED)
    for old, new in zip(gone, places, strict=False):
        Enrolment.objects.filter(pk=old.pk).update(replaced_by=new)
        Enrolment.objects.filter(pk=new.pk).update(joined_in=3)
    absent = {place.person_id for place in places[-NO_SHOWS:]}
    writer.attendance(places, meetings, absent, SignInMode.PAPER if past.years_ago == 3 else SignInMode.QR)
    closed_at = at(days[-1] + timedelta(days=3), time(15, 0))
    version = max(meeting.cancelled_in or 3 for meeting in meetings)
    state = {"state": BatchState.CLOSED, "closed_at": closed_at, "version": version}
    Batch.objects.filter(pk=batch.pk).update(seats_taken=len(places), **state)


def split(past: PastBatch) -> Iterator[tuple[str, int]]:
    """How many of each audience were enrolled, those who stayed away included."""
    total = past.came + NO_SHOWS
    second = 40 if TECHNICIANS in past.tracks else total // 2
    yield past.tracks[0], total - second
    yield past.tracks[1], second


def cancel_last(meeting: ClassMeeting) -> None:
    meeting.cancelled_at = at(meeting.date, time(9, 0))
    meeting.cancel_reason = "授课人另有紧急公务"
    meeting.cancelled_in = 4
    meeting.save(update_fields=["cancelled_at", "cancel_reason", "cancelled_in"])


def share_a_lecture(writer: Writer) -> None:
    """Both batches of the second session heard their last lecture together, in the bigger room."""
    year = writer.city.day.year - 2
    host, guest = (ClassMeeting.objects.filter(batch__code=f"{year}-0{n}").in_order().last() for n in (1, 2))
    ClassMeeting.objects.filter(pk=guest.pk).update(
        room=host.room, lecturer=host.lecturer, title=host.title, joint_with=host
    )


def load_running(writer: Writer) -> None:
    """A class in its second day; yesterday's sign-ins are there, today's are to come."""
    city = writer.city
    first = city.day - timedelta(days=1)
    days = [d for d in (first, city.day, city.day + timedelta(days=1)) if d.year == city.day.year]
    batch = writer.batch(4, 1, (STAFF, TECHNICIANS), days, 0)
    meetings = writer.timetable(batch, days, 0, 0)
    # The lecturer who can be tried out teaches this morning.
    for meeting in meetings:
        if (meeting.date, meeting.slot) == (city.day, Slot.MORNING):
            ClassMeeting.objects.filter(pk=meeting.pk).update(lecturer=writer.lecturers[0])
        elif meeting.lecturer_id == writer.lecturers[0].pk:
            ClassMeeting.objects.filter(pk=meeting.pk).update(lecturer=writer.lecturers[2])
    own = [city.postings[u][3] for u in ("NY010", "NY011")]
    spared = frozenset(p.person_id for p in own)
    people = own + [p for t, n in ((STAFF, 46), (TECHNICIANS, 38)) for p in writer.candidates(t, n, spared)]
    seats: dict[tuple[int, str], int] = {}
    for p in people:
        seats[p.unit_id, p.track] = seats.get((p.unit_id, p.track), 0) + 1
    issued = days[0] - timedelta(days=20)
    receipts = writer.notice(batch, issued, seats, issued + timedelta(days=10))
    for receipt in receipts:
        receipt.signed_at, receipt.signed_by, receipt.reply = at(issued, time(15, 0)), writer.officer, Reply.NOMINATED
    NoticeReceipt.objects.bulk_update(receipts, ["signed_at", "signed_by", "reply"])
    places = writer.enrol(batch, people, issued + timedelta(days=11))
    yesterday = [m for m in meetings if m.date < city.day]
    if yesterday:
        writer.attendance(places, yesterday, {places[-1].person_id}, SignInMode.QR)
    Batch.objects.filter(pk=batch.pk).update(seats_taken=len(places), state=BatchState.NOTIFIED, version=2)
    BatchStaff.objects.create(batch=batch, user=city.users[Role.MONITOR], role=StaffRole.MONITOR)
    # The trainee who can be tried out, and the last few, have not answered.
    ArrivalDetails.objects.bulk_create(arrival(i, place) for i, place in enumerate(places[1:-9]))


def arrival(i: int, place: Enrolment) -> ArrivalDetails:
    diet = {5: Diet.HALAL, 9: Diet.VEGETARIAN, 13: Diet.OTHER}.get(i % 17, Diet.ORDINARY)
    plate = "" if i % 4 else f"豫RD{i:05}" if i % 8 else f"豫R{i:05}"
    about = {"diet_note": "海鲜过敏" if diet == Diet.OTHER else "", "note": "前一天晚上到" if i % 19 == 7 else ""}
    return ArrivalDetails(enrolment=place, stays_overnight=i % 3 > 0, diet=diet, plate=plate, **about)


def load_open(writer: Writer) -> None:
    """A class units are nominating for: some have signed, some have answered, most have not."""
    city = writer.city
    days = [city.day + timedelta(days=20 + i) for i in range(3)]
    batch = writer.batch(4, 2, (LEADERS, STAFF), days, 1)
    writer.timetable(batch, days, 1, 3)
    units = [u for u in city.units.values() if u.is_access_unit]
    seats = {(u.pk, STAFF): 1 for u in units} | {(u.pk, LEADERS): 1 for u in units[: CAPACITY - len(units)]}
    receipts = writer.notice(batch, city.day - timedelta(days=2), seats, city.day + timedelta(days=10))
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.NOTIFIED)
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
