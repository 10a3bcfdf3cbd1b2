"""Who hears what of hours and certificates; the services hand these lists to `notifications.services.inbox.tell`."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from people.news import Message, to_each
from people.selectors.recipients import accounts_of
from records import messages
from records.completion import Completion
from records.models import Certificate, CreditEntry, ExamWaiver
from training.concerned import teachers_of
from training.messages import about
from training.models import Batch

# Hours and days.
Figures = tuple[Decimal, Decimal]


def of_closing(
    batch: Batch,
    rows: Iterable[Completion],
    entries: Iterable[CreditEntry],
    certificates: Iterable[Certificate],
) -> list[Message]:
    """Everybody with a place, by what the class came to for them, with the reason where that is no certificate; and the
    class teachers."""
    completed = {certificate.enrolment.person_id for certificate in certificates}
    posted = {entry.person_id for entry in entries}
    reasons = {row.enrolment.person_id: row.why_not for row in rows}
    told = []
    for person, user in accounts_of(reasons).items():
        kind = messages.HOURS_POSTED if person in posted else messages.NO_HOURS
        kind = messages.CERTIFICATE_READY if person in completed else kind
        values = {**about(batch), "reason": reasons[person]}
        told.append(Message(user, kind, values, reverse("records:transcript")))
    teachers = teachers_of([batch.pk])[batch.pk]
    return told + to_each(teachers, messages.CLASS_CLOSED, about(batch), batch.get_absolute_url())


def of_correction(entry: CreditEntry, before: Figures, after: Figures, reason: str) -> list[Message]:
    """The person, with what stood and what stands."""
    figures = {"hours_before": before[0], "days_before": before[1], "hours": after[0], "days": after[1]}
    values = {"title": entry.source, "reason": reason, **{name: _plain(value) for name, value in figures.items()}}
    users = accounts_of([entry.person_id]).values()
    return to_each(users, messages.HOURS_CORRECTED, values, reverse("records:transcript"))


def _plain(value: Decimal) -> str:
    """Without zeros behind the point."""
    return f"{value.normalize():f}"


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
