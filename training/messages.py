"""What this app tells people of."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind
from training.choices import Slot

CLASSES = MessageGroup("classes", _("Classes and notices"), 10)
SAMPLE = {"title": "公文写作培训班", "begins": "2026-09-01", "ends": "2026-09-03", "place": "市委党校"}
HALF_DAY = {"title": "公文写作培训班", "when": "2026-09-01 上午"}


def _kind(code: str, **words) -> MessageKind:
    return MessageKind(code=f"training.{code}", group=CLASSES, **words)


NOTICE_ISSUED = _kind(
    "notice",
    label=_("A training notice is issued"),
    title=_("Training notice: {title}"),
    body=_("Sign for it and reply by {day}."),
    sample={**SAMPLE, "day": "2026-08-20"},
)
NOBODY_ANSWERS = _kind(
    "nobody_answers",
    label=_("A notice went to units without a liaison"),
    title=_("Units without a liaison: {title}"),
    body=_("{names}. Nobody there can sign for the notice: have liaisons named, or tell the units another way."),
    sample={"title": "公文写作培训班", "names": "市财政局、市档案馆"},
)
NOMINATED = _kind(
    "nominated",
    label=_("Somebody is put forward for a class"),
    title=_("You are put forward for {title}"),
    body=_("{begins} – {ends}, {place}. The training office decides; you will be told."),
    sample=SAMPLE,
)
NOMINATIONS_WAIT = _kind(
    "nominations_wait",
    label=_("Nominations wait for a decision"),
    title=_("Nominations to decide: {title}"),
    body=_("Admit or refuse them before the class begins on {begins}."),
    sample=SAMPLE,
)
ALL_ANSWERED = _kind(
    "all_answered",
    label=_("All units have answered a notice"),
    title=_("All units have answered: {title}"),
    body=_("Admit those put forward before the class begins on {begins}."),
    sample=SAMPLE,
)
NOMINATION_WITHDRAWN = _kind(
    "nomination_withdrawn",
    label=_("A nomination is withdrawn"),
    title=_("Your nomination for {title} is withdrawn"),
    body=_("You need not come. Your unit's liaison can tell you more."),
    sample=SAMPLE,
)
NOT_ADMITTED = _kind(
    "not_admitted",
    label=_("Somebody is not admitted to a class"),
    title=_("You are not admitted to {title}"),
    body=_("You need not come. Your unit has been told why."),
    sample=SAMPLE,
)
NOT_ADMITTED_UNIT = _kind(
    "not_admitted_unit",
    label=_("A unit's nomination is refused"),
    title=_("{name} is not admitted to {title}"),
    body=_("Reason: {reason}"),
    sample={**SAMPLE, "name": "张三", "reason": "不在培训对象范围"},
)
ADMITTED = _kind(
    "admitted",
    label=_("Somebody is admitted to a class"),
    title=_("You are admitted to {title}"),
    body=_("Come on {begins} to {place}. Enter your arrival details before that."),
    sample=SAMPLE,
)
ADMITTED_UNIT = _kind(
    "admitted_unit",
    label=_("People of a unit are admitted"),
    title=_("Admitted from your unit: {title}"),
    body=_("{names}. The class begins on {begins} at {place}."),
    sample={**SAMPLE, "names": "张三、李四"},
)
REPLACED = _kind(
    "replaced",
    label=_("Somebody is replaced"),
    title=_("Somebody else goes to {title} in your place"),
    body=_("You need not come. Your unit's liaison can tell you more."),
    sample=SAMPLE,
)
REPLACEMENT = _kind(
    "replacement",
    label=_("A unit sends somebody else"),
    title=_("Replacement: {title}"),
    body=_("{name} comes in place of {other}."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)
PLACE_WITHDRAWN = _kind(
    "place_withdrawn",
    label=_("A place in a class is withdrawn"),
    title=_("Your place in {title} is withdrawn"),
    body=_("You need not come."),
    sample=SAMPLE,
)
WRITTEN_IN = _kind(
    "written_in",
    label=_("Somebody is written in at a class"),
    title=_("You are on the roll of {title}"),
    body=_("You were written in at the class. Sign in for the half-days to come, until {ends}."),
    sample=SAMPLE,
)
CLASS_TEACHER = _kind(
    "class_teacher",
    label=_("A class gets its class teacher"),
    title=_("You are class teacher of {title}"),
    body=_("{begins} – {ends}, {place}."),
    sample=SAMPLE,
)
LECTURES = _kind(
    "lectures",
    label=_("A class is set up with its lecturers"),
    title=_("You teach in {title}"),
    body=_("{when}. If you cannot, tell the training office."),
    sample={"title": "公文写作培训班", "when": "2026-09-01 上午、2026-09-02 下午"},
)
MEETING_ADDED = _kind(
    "meeting_added",
    label=_("A half-day is added"),
    title=_("New half-day on {when}: {title}"),
    body=_("{lesson}, {time}, {place}."),
    sample={**HALF_DAY, "lesson": "公文格式", "time": "08:30–12:00", "place": "一号报告厅"},
)
MEETING_CANCELLED = _kind(
    "meeting_cancelled",
    label=_("A half-day is cancelled"),
    title=_("Cancelled on {when}: {title}"),
    body=_("“{lesson}” is not held. Look at the timetable for the other half-days."),
    sample={**HALF_DAY, "lesson": "公文格式"},
)
HOURS_CHANGED = _kind(
    "hours_changed",
    label=_("A half-day gets other hours"),
    title=_("Other hours on {when}: {title}"),
    body=_("“{lesson}” is now held {time}."),
    sample={**HALF_DAY, "lesson": "公文格式", "time": "09:00–12:00"},
)
LEAVE_ASKED = _kind(
    "leave_asked",
    label=_("A trainee asks for leave"),
    title=_("{name} asks for leave: {title}"),
    body=_("For {when}. Decide before it begins."),
    sample={**HALF_DAY, "name": "张三"},
)
LEAVE_GRANTED = _kind(
    "leave_granted",
    label=_("Leave is granted"),
    title=_("Leave granted for {when}: {title}"),
    body=_("You need not sign in for this half-day."),
    sample=HALF_DAY,
)
LEAVE_REFUSED = _kind(
    "leave_refused",
    label=_("Leave is refused"),
    title=_("Leave not granted for {when}: {title}"),
    body=_("Come as planned, or speak to the class teacher."),
    sample=HALF_DAY,
)
MARK_SET = _kind(
    "mark_set",
    label=_("An attendance mark is corrected, or somebody is entered as absent"),
    title=_("Attendance on {when}: {title}"),
    body=_("You are entered as “{status}”. If this is wrong, tell the class teacher before the class is closed."),
    sample={**HALF_DAY, "status": "缺勤"},
)
ARRIVAL_ENTERED = _kind(
    "arrival_entered",
    label=_("Arrival details are entered for somebody"),
    title=_("Your arrival details were entered: {title}"),
    body=_("Look at them, and change them before {begins} if something is wrong."),
    sample=SAMPLE,
)
KINDS = [
    NOTICE_ISSUED,
    NOBODY_ANSWERS,
    NOMINATED,
    NOMINATIONS_WAIT,
    ALL_ANSWERED,
    NOMINATION_WITHDRAWN,
    NOT_ADMITTED,
    NOT_ADMITTED_UNIT,
    ADMITTED,
    ADMITTED_UNIT,
    REPLACED,
    REPLACEMENT,
    PLACE_WITHDRAWN,
    WRITTEN_IN,
    CLASS_TEACHER,
    LECTURES,
    MEETING_ADDED,
    MEETING_CANCELLED,
    HOURS_CHANGED,
    LEAVE_ASKED,
    LEAVE_GRANTED,
    LEAVE_REFUSED,
    MARK_SET,
    ARRIVAL_ENTERED,
]


def about(batch) -> dict[str, str]:
    """A class's values for the placeholders."""
    return {
        "title": batch.title,
        "begins": f"{batch.starts_on:%Y-%m-%d}",
        "ends": f"{batch.ends_on:%Y-%m-%d}",
        "place": batch.place,
    }


def half_day(row) -> Promise:
    """The day and half-day of a meeting, a leave or a mark's evidence, in the language of whoever reads it."""
    return format_lazy("{} {}", f"{row.date:%Y-%m-%d}", Slot(row.slot).label)
