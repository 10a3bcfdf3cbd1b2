"""The demo city's classes: three past years with 三期六批, and this year's fourth session under way.

Rows of past years are written as they were at the time, so they do not pass through the services, which act now.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from people.choices import Role, Track
from people.demo import OFFICE, City
from people.models import Lecturer, User
from training.choices import SLOT_HOURS, BatchState, Slot, StaffRole
from training.demo_calendar import load_calendar
from training.models import Batch, BatchStaff, ClassMeeting, PlanItem, Room, TrainingPlan, TrainingSession

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
CAPACITY = 96


class ClassWriter:
    """Writes classes and their timetables."""

    def __init__(self, city: City):
        self.city = city
        self.rooms = [room_of(name, 120 - 20 * i) for i, name in enumerate(ROOMS)]
        self.lecturers = list(Lecturer.objects.order_by("id"))
        self.teacher = city.users[Role.CLASS_TEACHER]
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
    writer = ClassWriter(city)
    for past in PAST:
        load_past(writer, past)
    share_a_lecture(writer)
    load_running(writer)
    load_open(writer)
    count_classes(city)


def count_classes(city: City) -> None:
    city.counts["training_sessions"] = TrainingSession.objects.count()
    city.counts["batches"] = Batch.objects.count()
    city.counts["meetings"] = ClassMeeting.objects.count()


def load_past(writer: ClassWriter, past: PastBatch) -> None:
    days = weekdays(writer.city.day.year - past.years_ago, past.month, 1, 3)
    batch = writer.batch(past.session, past.number, past.tracks, days, past.room)
    meetings = writer.timetable(batch, days, past.room, 0 if past.number == 1 else 3)
    if (past.session, past.number) == (3, 2):
        cancel_last(meetings[-1])
    closed_at = at(days[-1] + timedelta(days=3), time(15, 0))
    version = max(meeting.cancelled_in or 3 for meeting in meetings)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.CLOSED, closed_at=closed_at, version=version)


def cancel_last(meeting: ClassMeeting) -> None:
    meeting.cancelled_at = at(meeting.date, time(9, 0))
    meeting.cancel_reason = "授课人另有紧急公务"
    meeting.cancelled_in = 4
    meeting.save(update_fields=["cancelled_at", "cancel_reason", "cancelled_in"])


def share_a_lecture(writer: ClassWriter) -> None:
    """Both batches of the second session heard their last lecture together, in the bigger room."""
    year = writer.city.day.year - 2
    host, guest = (ClassMeeting.objects.filter(batch__code=f"{year}-0{n}").in_order().last() for n in (1, 2))
    ClassMeeting.objects.filter(pk=guest.pk).update(
        room=host.room, lecturer=host.lecturer, title=host.title, joint_with=host
    )


def load_running(writer: ClassWriter) -> None:
    """A class in its second day."""
    city = writer.city
    first = city.day - timedelta(days=1)
    days = [d for d in (first, city.day, city.day + timedelta(days=1)) if d.year == city.day.year]
    batch = writer.batch(4, 1, (STAFF, TECHNICIANS), days, 0)
    # The lecturer who can be tried out teaches this morning.
    for meeting in writer.timetable(batch, days, 0, 0):
        if (meeting.date, meeting.slot) == (city.day, Slot.MORNING):
            ClassMeeting.objects.filter(pk=meeting.pk).update(lecturer=writer.lecturers[0])
        elif meeting.lecturer_id == writer.lecturers[0].pk:
            ClassMeeting.objects.filter(pk=meeting.pk).update(lecturer=writer.lecturers[2])
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.NOTIFIED, version=2)
    BatchStaff.objects.create(batch=batch, user=city.users[Role.MONITOR], role=StaffRole.MONITOR)


def load_open(writer: ClassWriter) -> None:
    """A class units are nominating for."""
    days = [writer.city.day + timedelta(days=20 + i) for i in range(3)]
    batch = writer.batch(4, 2, (LEADERS, STAFF), days, 1)
    writer.timetable(batch, days, 1, 3)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.NOTIFIED)
