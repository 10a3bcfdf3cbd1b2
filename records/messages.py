"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind
from training.messages import CLASSES, SAMPLE

RECORDS = MessageGroup("records", _("Hours and certificates"), 40, leaves_by_default=False)

WITHOUT_CERTIFICATE = {**SAMPLE, "reason": "出勤不足一半课次"}

CERTIFICATE_READY = MessageKind(
    code="records.certificate_ready",
    group=RECORDS,
    label=_("A class is closed, with a certificate"),
    title=_("Class closed: {title}"),
    body=_("Your hours are posted and your certificate is ready to print."),
    sample=SAMPLE,
)
CERTIFICATE_ISSUED_LATER = MessageKind(
    code="records.certificate_issued_later",
    group=RECORDS,
    label=_("A certificate is issued after closing"),
    title=_("Certificate issued: {title}"),
    body=_("You have completed the class and your certificate is ready to print."),
    sample=SAMPLE,
)
HOURS_POSTED = MessageKind(
    code="records.hours_posted",
    group=RECORDS,
    label=_("A class is closed, without a certificate"),
    title=_("Class closed: {title}"),
    body=_("Your hours are posted. You get no certificate. Reason: {reason}"),
    sample=WITHOUT_CERTIFICATE,
)
HOURS_CORRECTED = MessageKind(
    code="records.hours_corrected",
    group=RECORDS,
    label=_("Somebody's hours are corrected"),
    title=_("Your hours were corrected: {title}"),
    body=_("Hours {hours_before} → {hours}, days {days_before} → {days}. Reason: {reason}"),
    sample={
        "title": "公文写作培训班",
        "hours_before": "20",
        "hours": "24",
        "days_before": "2.5",
        "days": "3",
        "reason": "补记半天",
    },
)
NO_HOURS = MessageKind(
    code="records.no_hours",
    group=RECORDS,
    label=_("A class is closed, without hours for somebody"),
    title=_("Class closed: {title}"),
    body=_(
        "No hours were posted for you and you get no certificate. If this is wrong, tell the class teacher. Reason: "
        "{reason}"
    ),
    sample=WITHOUT_CERTIFICATE,
)
CLASS_CLOSED = MessageKind(
    code="records.class_closed",
    group=CLASSES,
    label=_("A class is closed, for its class teacher"),
    title=_("Class closed: {title}"),
    body=_("Attendance no longer changes; hours and certificates are out."),
    sample=SAMPLE,
)
CERTIFICATE_REVOKED = MessageKind(
    code="records.certificate_revoked",
    group=RECORDS,
    label=_("A certificate is revoked"),
    title=_("Certificate {number} is revoked: {title}"),
    body=_("Reason: {reason}"),
    sample={"title": "公文写作培训班", "number": "宛训2026-0001", "reason": "姓名有误"},
)
EXAM_WAIVED = MessageKind(
    code="records.exam_waived",
    group=RECORDS,
    label=_("Somebody is exempt from a final examination"),
    title=_("You are exempt from the final examination: {title}"),
    body=_("Reason: {reason}"),
    sample={**SAMPLE, "reason": "因公出差"},
)
EXAM_WAIVER_ENDED = MessageKind(
    code="records.exam_waiver_ended",
    group=RECORDS,
    label=_("An exemption from a final examination is taken back"),
    title=_("You sit the final examination after all: {title}"),
    body=_("Reason: {reason}"),
    sample={**SAMPLE, "reason": "出差取消"},
)
KINDS = [
    EXAM_WAIVED,
    EXAM_WAIVER_ENDED,
    CERTIFICATE_READY,
    CERTIFICATE_ISSUED_LATER,
    HOURS_POSTED,
    NO_HOURS,
    CLASS_CLOSED,
    HOURS_CORRECTED,
    CERTIFICATE_REVOKED,
]
