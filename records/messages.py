"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind
from training.messages import SAMPLE

CERTIFICATE_READY = MessageKind(
    code="records.certificate_ready",
    group=MessageGroup.RECORDS,
    label=_("A class is closed, with a certificate"),
    title=_("Class closed: {title}"),
    body=_("Your hours are posted and your certificate is ready to print."),
    sample=SAMPLE,
)
CERTIFICATE_ISSUED_LATER = MessageKind(
    code="records.certificate_issued_later",
    group=MessageGroup.RECORDS,
    label=_("A certificate is issued after closing"),
    title=_("Certificate issued: {title}"),
    body=_("You have completed the class and your certificate is ready to print."),
    sample=SAMPLE,
)
HOURS_POSTED = MessageKind(
    code="records.hours_posted",
    group=MessageGroup.RECORDS,
    label=_("A class is closed, without a certificate"),
    title=_("Class closed: {title}"),
    body=_("Your hours are posted."),
    sample=SAMPLE,
)
HOURS_CORRECTED = MessageKind(
    code="records.hours_corrected",
    group=MessageGroup.RECORDS,
    label=_("Somebody's hours are corrected"),
    title=_("Your hours were corrected: {title}"),
    body="{reason}",
    sample={"title": "公文写作培训班", "hours": "24", "reason": "补记半天"},
)
KINDS = [CERTIFICATE_READY, CERTIFICATE_ISSUED_LATER, HOURS_POSTED, HOURS_CORRECTED]
