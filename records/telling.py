"""Who hears what of hours and certificates; the services hand these lists to `notifications.services.inbox.tell`."""

from collections.abc import Iterable

from django.urls import reverse

from admission.models import Enrolment
from people.news import Message, to_each
from people.selectors.recipients import accounts_of
from records import messages
from records.models import Certificate, CreditEntry, ExamWaiver
from training.concerned import teachers_of
from training.messages import about
from training.models import Batch


def of_closing(batch: Batch, entries: Iterable[CreditEntry], certificates: Iterable[Certificate]) -> list[Message]:
    """Everybody with a place, by what the class came to for them; and the class teachers."""
    completed = {certificate.enrolment.person_id for certificate in certificates}
    posted = {entry.person_id for entry in entries}
    accounts = accounts_of(Enrolment.objects.active().filter(batch=batch).values_list("person", flat=True))
    told = []
    for person, user in accounts.items():
        kind = messages.HOURS_POSTED if person in posted else messages.NO_HOURS
        kind = messages.CERTIFICATE_READY if person in completed else kind
        told.append(Message(user, kind, about(batch), reverse("records:transcript")))
    teachers = teachers_of([batch.pk])[batch.pk]
    return told + to_each(teachers, messages.CLASS_CLOSED, about(batch), batch.get_absolute_url())


def of_correction(entry: CreditEntry, hours: str, reason: str) -> list[Message]:
    values = {"title": entry.source, "hours": hours, "reason": reason}
    users = accounts_of([entry.person_id]).values()
    return to_each(users, messages.HOURS_CORRECTED, values, reverse("records:transcript"))


def of_revocation(certificate: Certificate) -> list[Message]:
    values = {
        "title": certificate.content["class_title"],
        "number": certificate.number,
        "reason": certificate.revoke_reason,
    }
    users = accounts_of([certificate.enrolment.person_id]).values()
    return to_each(users, messages.CERTIFICATE_REVOKED, values, reverse("records:transcript"))


def of_late_certificate(certificate: Certificate) -> list[Message]:
    """Whom closing left without a certificate has one now."""
    place = certificate.enrolment
    users = accounts_of([place.person_id]).values()
    return to_each(users, messages.CERTIFICATE_ISSUED_LATER, about(place.batch), reverse("records:transcript"))


def of_exam_waiver(waiver: ExamWaiver, batch: Batch) -> list[Message]:
    kind = messages.EXAM_WAIVED if waiver.granted else messages.EXAM_WAIVER_ENDED
    users = accounts_of([waiver.enrolment.person_id]).values()
    return to_each(users, kind, {**about(batch), "reason": waiver.reason}, batch.get_absolute_url())
