"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.messages import TRANSFERS
from people.news import MessageKind

SAMPLE = {"name": "张三", "unit": "市财政局"}

TRANSFER_ASKED = MessageKind(
    code="roster.transfer_asked",
    group=TRANSFERS,
    label=_("A unit asks for a transfer"),
    title=_("{unit} asks for {name} to be transferred"),
    sample=SAMPLE,
)
TRANSFER_AGREED = MessageKind(
    code="roster.transfer_agreed",
    group=TRANSFERS,
    label=_("A transfer is agreed to"),
    title=_("{name} is transferred to {unit}"),
    sample=SAMPLE,
)
TRANSFER_REFUSED = MessageKind(
    code="roster.transfer_refused",
    group=TRANSFERS,
    label=_("A transfer is refused"),
    title=_("The transfer of {name} to {unit} is refused"),
    body="{reason}",
    sample={**SAMPLE, "reason": "工作需要"},
)
TRANSFER_WAITING = MessageKind(
    code="roster.transfer_waiting",
    group=TRANSFERS,
    label=_("A transfer waits for HR"),
    title=_("The transfer of {name} to {unit} has waited too long: HR decides it now"),
    sample=SAMPLE,
)
TRANSFER_WITHDRAWN = MessageKind(
    code="roster.transfer_withdrawn",
    group=TRANSFERS,
    label=_("A request for a transfer is withdrawn"),
    title=_("{unit} no longer asks for {name}"),
    body=_("Nothing is left to decide."),
    sample=SAMPLE,
)
ROSTER_TAKEN_OVER = MessageKind(
    code="roster.taken_over",
    group=TRANSFERS,
    label=_("A roster is taken over from a file"),
    title=_("Roster taken over: {unit}"),
    body=_("From “{title}”. Look whether your people are entered rightly."),
    sample={"unit": "市财政局", "title": "名册.xlsx"},
)
ROSTER_UNDONE = MessageKind(
    code="roster.undone",
    group=TRANSFERS,
    label=_("A roster taken over from a file is undone"),
    title=_("Roster as before: {unit}"),
    body=_("What came from “{title}” was taken back."),
    sample={"unit": "市财政局", "title": "名册.xlsx"},
)
MOBILE_SHARED = MessageKind(
    code="roster.mobile_shared",
    group=TRANSFERS,
    label=_("Two people have one mobile"),
    title=_("{n} people were entered with a mobile that somebody of another unit has"),
    body=_("Whoever had the number first signs in with it. Ask both which number is theirs: {names}"),
    sample={"n": "2", "names": "张三、李四"},
)
KINDS = [
    TRANSFER_ASKED,
    TRANSFER_AGREED,
    TRANSFER_REFUSED,
    TRANSFER_WITHDRAWN,
    TRANSFER_WAITING,
    ROSTER_TAKEN_OVER,
    ROSTER_UNDONE,
    MOBILE_SHARED,
]
