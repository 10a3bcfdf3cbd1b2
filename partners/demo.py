"""The demo city's partners: three agreements, two people on exchange, a class held with a telecom operator.

Dates lie around the day the city is built for. The class lies in that year, so that the figures of the three years
before it stay those of the city's report.
"""

from datetime import date, time, timedelta

from admission.choices import EnrolmentSource
from admission.demo import PlaceWriter, seats_for
from admission.models import Enrolment
from attendance.choices import SignInMode
from attendance.demo import MarkWriter, count_training
from courses.models import Course
from notifications.services.inbox import notify
from partners.choices import (
    AgreementKind,
    AgreementState,
    AppraisalStage,
    ConfirmedBy,
    Direction,
    Gift,
    Grade,
    LineKind,
    PaidBy,
    Side,
)
from partners.messages import STATEMENT_TO_CONFIRM
from partners.models import (
    Agreement,
    AgreementLine,
    AgreementParty,
    Appraisal,
    Contribution,
    Exchange,
    JointActivity,
    Statement,
    StatementConfirmation,
)
from partners.selectors import Period, contacts_of, statement_content, with_parties
from people.choices import Role, Track
from people.demo import OFFICE, City
from people.models import Lecturer, Posting, User
from training.choices import SLOT_HOURS, BatchState, Slot, StaffRole
from training.demo import at, room_of
from training.models import Batch, BatchStaff, ClassMeeting, PlanItem, TrainingPlan, TrainingSession

BROADCAST_BUREAU, BROADCAST, MOBILE, UNICOM = "NY034", "HZ01", "HZ02", "HZ04"
TERMS = "选派政治素质好、具有两年以上相关工作经历的人员；挂职人员参加接收单位的日常工作，服从接收单位管理。"
COSTS = "挂职期间人事、工资关系不转，工资由派出单位发放；食宿由接收单位安排；联合培训的师资费用由授课人所在单位承担。"
TOPICS = ("政务外网架构与运行现状", "县级节点运维与故障处置", "政务云与移动办公安全", "网络运维实操考核与总结")
CITY_TRAINEES, GUEST_SEATS = 24, 6


def load(city: City, by: User) -> None:
    broadcast = agreement(
        city, 1, "联合培训与师资共享协议", AgreementKind.JOINT_TRAINING, (BROADCAST_BUREAU, BROADCAST), 45
    )
    mobile = agreement(city, 2, "电子政务人才交流协议", AgreementKind.TALENT_EXCHANGE, (MOBILE,), 700)
    unicom = agreement(city, 3, "挂职锻炼协议", AgreementKind.SECONDMENT, (UNICOM,), 500)
    lines(broadcast, (Direction.OUT, LineKind.EXCHANGE, 2))
    lines(mobile, (Direction.OUT, LineKind.SECONDMENT, 2), (Direction.IN, LineKind.EXCHANGE, 3))
    lines(unicom, (Direction.IN, LineKind.SECONDMENT, 1), (Direction.OUT, LineKind.SECONDMENT, 1))
    load_exchanges(city, mobile, unicom)
    load_class(city, by, mobile)
    course = next(c for c in Course.objects.live().order_by("path") if Track.TECHNICIAN in c.tracks)
    JointActivity.objects.create(agreement=broadcast, course=course)
    load_statement(city, by, mobile)
    count_training(city)


def agreement(city: City, number: int, title: str, kind: str, partners: tuple[str, ...], days_left: int) -> Agreement:
    """Begun two years ago on the first of a month, with the city's office as first party."""
    starts_on = date(city.day.year - 2, number, 1)
    row = Agreement.objects.create(
        code=f"XY-{starts_on.year}-{number:02d}",
        doc_no=f"宛政办合〔{starts_on.year}〕{number}号",
        title=f"与{city.units[partners[-1]].short_name}{title}",
        kind=kind,
        signed_on=starts_on - timedelta(days=10),
        starts_on=starts_on,
        ends_on=city.day + timedelta(days=days_left),
        terms=TERMS,
        costs=COSTS,
        state=AgreementState.IN_FORCE,
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=row,
            unit=city.units[code],
            side=Side.CITY if code == OFFICE else Side.PARTNER,
            place=place,
            contact=f"{city.postings[code][-1].person.name} 0377-6000{place}0{number}",
        )
        for place, code in enumerate((OFFICE, *partners), start=1)
    )
    return with_parties(Agreement.objects.filter(pk=row.pk)).get()


def lines(of: Agreement, *rows: tuple[str, str, int]) -> None:
    for direction, kind, places in rows:
        AgreementLine.objects.create(agreement=of, direction=direction, kind=kind, places=places)


def load_exchanges(city: City, mobile: Agreement, unicom: Agreement) -> None:
    """An engineer of the city works at the operator; one of the other operator works in the city's office."""
    out = exchange(
        city,
        mobile.lines.get(direction=Direction.OUT),
        technician_of(city, "NY020"),
        MOBILE,
        "网络部副经理（挂职）",
        "协助政务专线运维与重要时期通信保障",
        city.day - timedelta(days=200),
    )
    Appraisal.objects.create(
        exchange=out,
        stage=AppraisalStage.MID_TERM,
        grade=Grade.EXCELLENT,
        remarks="工作主动，参与完成三个县区政务专线割接，处置故障及时，得到部门好评。",
        appraised_by=city.users[Role.PARTNER],
        appraised_at=at(city.day - timedelta(days=12), time(16, 0)),
    )
    exchange(
        city,
        unicom.lines.get(direction=Direction.IN),
        technician_of(city, UNICOM),
        OFFICE,
        "电子政务科副科长（挂职）",
        "参与政务外网规划和县级节点改造",
        city.day - timedelta(days=95),
    )


def technician_of(city: City, code: str) -> Posting:
    return next(p for p in reversed(city.postings[code]) if p.track == Track.TECHNICIAN)


def exchange(
    city: City, line: AgreementLine, who: Posting, host: str, post: str, duties: str, starts_on: date
) -> Exchange:
    return Exchange.objects.create(
        line=line,
        person=who.person,
        home_unit=who.unit,
        home_post=who.post,
        host_unit=city.units[host],
        host_post=post,
        duties=duties,
        doc_no=f"宛组干〔{starts_on.year}〕{starts_on.month}号",
        paid_by=PaidBy.SENDING,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=364),
    )


def class_days(day: date) -> tuple[list[date], bool]:
    """Two working days of the year, held six weeks ago; in its first days the class is still to come."""
    days = working_days(max(day - timedelta(days=45), date(day.year, 1, 2)))
    if days[-1] <= day - timedelta(days=4):
        return days, True
    return working_days(day + timedelta(days=10)), False


def working_days(first: date) -> list[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    start = first if first.weekday() < 4 else monday
    return [start, start + timedelta(days=1)]


def load_class(city: City, by: User, mobile: Agreement) -> None:
    """The office and the operator hold a class at the operator's, its engineer teaching most of it."""
    second_lecturer = Lecturer.objects.order_by("id")[1]
    days, held = class_days(city.day)
    room = room_of("南阳移动培训中心二楼", 60)
    batch = new_batch(city, days, room.name)
    engineer = Lecturer.objects.get(unit=city.units[MOBILE])
    half_days = [(day, slot) for day in days for slot in (Slot.MORNING, Slot.AFTERNOON)]
    meetings = ClassMeeting.objects.bulk_create(
        ClassMeeting(
            batch=batch,
            title=title,
            date=day,
            slot=slot,
            starts_at=SLOT_HOURS[slot][0],
            ends_at=SLOT_HOURS[slot][1],
            room=room,
            lecturer=engineer if i else second_lecturer,
        )
        for i, ((day, slot), title) in enumerate(zip(half_days, TOPICS, strict=True))
    )
    places = trainees_of_city(PlaceWriter(city, by), batch) + guests_of_operator(city, batch)
    activity = JointActivity.objects.create(agreement=mobile, batch=batch)
    Contribution.objects.create(activity=activity, side=Side.PARTNER, kind=Gift.LECTURER, lecturer=engineer)
    Contribution.objects.create(activity=activity, side=Side.PARTNER, kind=Gift.ROOM, room=room)
    Contribution.objects.create(activity=activity, side=Side.CITY, kind=Gift.LECTURER, lecturer=second_lecturer)
    Contribution.objects.create(activity=activity, side=Side.CITY, kind=Gift.SEATS, seats=GUEST_SEATS)
    state = {"seats_taken": len(places), "state": BatchState.NOTIFIED, "version": 2}
    if held:
        MarkWriter(city).attendance(places, meetings, set(), SignInMode.QR)
        closed_at = at(days[-1] + timedelta(days=2), time(15, 0))
        state |= {"state": BatchState.CLOSED, "closed_at": closed_at}
    Batch.objects.filter(pk=batch.pk).update(**state)


def new_batch(city: City, days: list[date], place: str) -> Batch:
    year = days[0].year
    plan = TrainingPlan.objects.get_or_create(year=year)[0]
    title = f"南阳市{year}年政务网络运维联合培训班"
    term = TrainingSession.objects.create(item=PlanItem.objects.create(plan=plan, title=title))
    batch = Batch.objects.create(
        training_session=term,
        code=f"{year}-{Batch.objects.filter(code__startswith=f'{year}-').count() + 1:02d}",
        title=title,
        tracks=[Track.TECHNICIAN],
        organiser=city.units[OFFICE],
        place=place,
        starts_on=days[0],
        ends_on=days[-1],
        capacity=CITY_TRAINEES + GUEST_SEATS,
    )
    BatchStaff.objects.create(batch=batch, user=city.users[Role.CLASS_TEACHER], role=StaffRole.CLASS_TEACHER)
    return batch


def trainees_of_city(writer: PlaceWriter, batch: Batch) -> list[Enrolment]:
    """Technicians whose units answered the notice."""
    trainees = writer.candidates(Track.TECHNICIAN, CITY_TRAINEES)
    issued = batch.starts_on - timedelta(days=20)
    receipts = writer.notice(batch, issued, seats_for(trainees), issued + timedelta(days=10))
    writer.all_sign(receipts, issued)
    return writer.enrol(batch, trainees, issued + timedelta(days=11))


def guests_of_operator(city: City, batch: Batch) -> list[Enrolment]:
    """The operator's people but for the one who teaches; no notice asked for them and no quota holds them."""
    teaching = set(Lecturer.objects.filter(unit=city.units[MOBILE]).values_list("person", flat=True))
    return Enrolment.objects.bulk_create(
        Enrolment.of(p, batch=batch, source=EnrolmentSource.GUEST, joined_in=2)
        for p in city.postings[MOBILE]
        if p.person_id not in teaching
    )


def load_statement(city: City, by: User, mobile: Agreement) -> None:
    """The last half-year up to yesterday; the city has said yes, the operator is asked."""
    last = city.day - timedelta(days=1)
    drawn_up_at = at(city.day, time(7, 30))
    statement = Statement(
        agreement=mobile, first_day=last - timedelta(days=181), last_day=last, drawn_up_at=drawn_up_at
    )
    statement.content = statement_content(mobile, Period(statement.first_day, last))
    statement.save()
    StatementConfirmation.objects.create(
        statement=statement,
        side=Side.CITY,
        mode=ConfirmedBy.SCREEN,
        signatory=str(by),
        recorded_by=by,
        recorded_at=drawn_up_at + timedelta(minutes=20),
    )
    notify(
        users=contacts_of(mobile, Side.PARTNER),
        kind=STATEMENT_TO_CONFIRM,
        event_key=f"statement-{statement.pk}-{drawn_up_at:%Y%m%d%H%M%S}",
        values={"title": mobile.title, "begins": statement.first_day, "ends": statement.last_day},
        address=statement.get_absolute_url(),
    )
