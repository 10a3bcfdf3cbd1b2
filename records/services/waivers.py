"""Somebody completes a class without its final examination: decided with a reason, and taken back with one."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services.second_person import attest
from admission.choices import EnrolmentStatus
from admission.models import Enrolment
from admission.rules import is_own_place
from admission.selectors import classes_with_place
from common.errors import NotAllowed, require_reason
from exams.completion import FinalExams
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit
from records.models import Certificate, ExamWaiver
from records.telling import of_exam_waiver
from training.choices import BatchState
from training.models import Batch

# Two with a place could exempt each other.
OWN_CLASS = gettext_lazy("You have a place in this class. Another officer decides about exemptions in it.")


@transaction.atomic
def set_exam_waiver(
    *, enrolment: Enrolment, granted: bool, reason: str, by: User, second: User | None = None
) -> ExamWaiver | None:
    """Exempt somebody from the final examinations of a class, or take that back; the same again changes nothing."""
    batch = Batch.objects.select_for_update().get(pk=enrolment.batch_id)
    place = Enrolment.objects.select_related("person").get(pk=enrolment.pk)
    latest = ExamWaiver.objects.filter(enrolment=place).last()
    if granted == bool(latest and latest.granted):
        return latest
    _check(batch, place, granted, by)
    reason = require_reason(reason, _("Say why; the reason is kept."))
    data = attest(act="records.waive_exam", by=by, second=second, target=place)
    waiver = ExamWaiver(enrolment=place, granted=granted, reason=reason, decided_by=by)
    waiver.save()
    data |= {"batch": batch.code, "person": place.person.staff_no, "decision": "exempt" if granted else "taken back"}
    event = audit.record(place, "records.waive_exam", by=by, reason=reason, data=data)
    tell(event, of_exam_waiver(waiver, batch))
    return waiver


def _check(batch: Batch, place: Enrolment, granted: bool, by: User) -> None:
    if place.status != EnrolmentStatus.ACTIVE or batch.state == BatchState.CANCELLED:
        raise NotAllowed(_("This place in the class has been given up."), code="not_enrolled")
    if is_own_place(by, place):
        raise NotAllowed(_("Nobody exempts themselves. Another officer decides."), code="own_waiver")
    if classes_with_place(by.person_id, [batch.pk]):
        raise NotAllowed(OWN_CLASS, code="own_class")
    if not FinalExams(batch):
        raise NotAllowed(_("The class has no final examination; there is nothing to be exempt from."), code="no_exam")
    if not granted and Certificate.objects.valid().filter(enrolment=place).exists():
        text = _("The certificate is issued. If the exemption was wrong, revoke the certificate first.")
        raise NotAllowed(text, code="certificate_issued")
