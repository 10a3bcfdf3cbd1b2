"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind

SAMPLE = {"name": "张三", "unit": "市财政局"}

TRANSFER_ASKED = MessageKind(
    code="people.transfer_asked",
    group=MessageGroup.TRANSFERS,
    label=_("A unit asks for a transfer"),
    title=_("{unit} asks for {name} to be transferred"),
    sample=SAMPLE,
)
TRANSFER_AGREED = MessageKind(
    code="people.transfer_agreed",
    group=MessageGroup.TRANSFERS,
    label=_("A transfer is agreed to"),
    title=_("{name} is transferred to {unit}"),
    sample=SAMPLE,
)
TRANSFER_REFUSED = MessageKind(
    code="people.transfer_refused",
    group=MessageGroup.TRANSFERS,
    label=_("A transfer is refused"),
    title=_("The transfer of {name} to {unit} is refused"),
    body="{reason}",
    sample={**SAMPLE, "reason": "工作需要"},
)
TRANSFER_WAITING = MessageKind(
    code="people.transfer_waiting",
    group=MessageGroup.TRANSFERS,
    label=_("A transfer waits for HR"),
    title=_("The transfer of {name} to {unit} has waited too long: HR decides it now"),
    sample=SAMPLE,
)
MOBILE_SHARED = MessageKind(
    code="roster.mobile_shared",
    group=MessageGroup.TRANSFERS,
    label=_("Two people have one mobile"),
    title=_("{n} people were entered with a mobile that somebody of another unit has"),
    body=_("Whoever had the number first signs in with it. Ask both which number is theirs: {names}"),
    sample={"n": "2", "names": "张三、李四"},
)
KINDS = [TRANSFER_ASKED, TRANSFER_AGREED, TRANSFER_REFUSED, TRANSFER_WAITING, MOBILE_SHARED]
