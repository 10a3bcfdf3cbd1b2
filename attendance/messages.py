"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageKind
from training.messages import CLASSES, HALF_DAY


def _kind(code: str, **words) -> MessageKind:
    return MessageKind(code=f"attendance.{code}", group=CLASSES, **words)


LEAVE_ASKED = _kind(
    "leave_asked",
    label=_("A trainee asks for leave"),
    title=_("{name} asks for leave: {title}"),
    body=_("For {when}. Decide as soon as you can; the request waits for you."),
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
KINDS = [
    LEAVE_ASKED,
    LEAVE_GRANTED,
    LEAVE_REFUSED,
    MARK_SET,
]
