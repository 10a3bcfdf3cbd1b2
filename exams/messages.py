"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind

EXAMINATIONS = MessageGroup("examinations", _("Examinations"), 20)
SAMPLE = {"title": "公文写作考试", "begins": "2026-09-03 09:00", "ends": "2026-09-03 11:00"}

SITTING_SET = MessageKind(
    code="exams.sitting",
    group=EXAMINATIONS,
    label=_("An examination is set"),
    title=_("Examination: {title}"),
    body=_("Open from {begins} to {ends}, {minutes} minutes once you begin."),
    sample={**SAMPLE, "minutes": "60"},
)
SITTING_CHANGED = MessageKind(
    code="exams.sitting_changed",
    group=EXAMINATIONS,
    label=_("An examination is changed"),
    title=_("Examination changed: {title}"),
    body=_("Now open from {begins} to {ends}, {minutes} minutes once you begin."),
    sample={**SAMPLE, "minutes": "60"},
)
SITTING_CANCELLED = MessageKind(
    code="exams.sitting_cancelled",
    group=EXAMINATIONS,
    label=_("An examination is cancelled"),
    title=_("Examination cancelled: {title}"),
    body=_("It is not held for you on {begins}."),
    sample=SAMPLE,
)
DUTY = MessageKind(
    code="exams.duty",
    group=EXAMINATIONS,
    label=_("Somebody oversees or marks an examination"),
    title=_("You are {role} of {title}"),
    body=_("Open from {begins} to {ends}."),
    sample={**SAMPLE, "role": "监考员"},
)
DUTY_ENDED = MessageKind(
    code="exams.duty_ended",
    group=EXAMINATIONS,
    label=_("Somebody no longer oversees or marks an examination"),
    title=_("You are no longer on duty at {title}"),
    body=_("The examination is taken care of by others."),
    sample=SAMPLE,
)
TIME_RAN_OUT = MessageKind(
    code="exams.time_ran_out",
    group=EXAMINATIONS,
    label=_("A paper is handed in by the clock"),
    title=_("Time is over, your paper is handed in: {title}"),
    body=_("What you had answered counts."),
    sample={"title": "公文写作考试"},
)
KINDS = [SITTING_SET, SITTING_CHANGED, SITTING_CANCELLED, DUTY, DUTY_ENDED, TIME_RAN_OUT]
