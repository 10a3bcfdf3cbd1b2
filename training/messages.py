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
    body=_("“{lesson}” is not held. Look at the timetable for the other half-days. Reason: {reason}"),
    sample={**HALF_DAY, "lesson": "公文格式", "reason": "教师另有公务"},
)


HOURS_CHANGED = _kind(
    "hours_changed",
    label=_("A half-day gets other hours"),
    title=_("Other hours on {when}: {title}"),
    body=_("“{lesson}” is now held {time}."),
    sample={**HALF_DAY, "lesson": "公文格式", "time": "09:00–12:00"},
)


KINDS = [CLASS_TEACHER, LECTURES, MEETING_ADDED, MEETING_CANCELLED, HOURS_CHANGED]


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
