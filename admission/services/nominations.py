"""Units put people forward inside their quota; the office admits them to the class."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.choices import EnrolmentSource, EnrolmentStatus, NominationStatus, Reply
from admission.models import Enrolment, Nomination, NoticeReceipt
from admission.services.enrolments import (
    about_oneself,
    end_enrolment,
    new_place,
    next_half_day,
    posting_of,
    postings_of,
    refuse_oneself,
)
from admission.services.overlaps import about_overlaps, overlaps_of, refuse_overlaps, refuse_teachers, teachers_among
from admission.slots import has_come
from admission.telling import of_admission, of_nomination, of_refusal, of_replacement, of_withdrawal
from common.errors import NotAllowed, check_row, require_reason
from notifications.services.inbox import tell
from people.models import AuditEvent, Person, User
from people.trail import audit
from training.choices import BatchState
from training.models import Batch
from training.services.classes import over_refusal
from training.services.seats import take_seats
from training.services.versions import raise_version


def _locked(batch_id: int) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch_id)


@transaction.atomic
def nominate(*, receipt: NoticeReceipt, person: Person, by: User) -> Nomination:
    """Put a person of the unit forward; refused beyond the unit's quota, safe to repeat."""
    batch = _locked(receipt.notice.batch_id)
    existing = batch.nominations.standing().filter(person=person).first()
    if existing:
        return existing
    _check_nomination(batch, receipt, person)
    posting = posting_of(person)
    nomination = Nomination(batch=batch, unit=receipt.unit, person=person, track=posting.track, nominated_by=by)
    check_row(nomination)
    nomination.save()
    answer = NoticeReceipt.objects.filter(pk=receipt.pk)
    is_first = bool(answer.filter(reply=Reply.NONE).update(reply=Reply.NOMINATED))
    if not is_first:
        answer.update(reply=Reply.NOMINATED, reply_reason="")
    data = {"batch": batch.code, "unit": receipt.unit.code}
    tell(
        audit.record(nomination, "admission.nominate", by=by, data=data),
        of_nomination(nomination, is_first_answer=is_first),
    )
    return nomination


def _check_nomination(batch: Batch, receipt: NoticeReceipt, person: Person) -> None:
    if not receipt.signed_at:
        raise NotAllowed(_("Sign for the notice before you answer it."), code="not_signed")
    if batch.state != BatchState.NOTIFIED:
        raise NotAllowed(_("The class no longer takes nominations."), code="not_open")
    if receipt.notice.time_is_over:
        raise NotAllowed(
            _("The time to reply is over (%(day)s). Ask the training office.")
            % {"day": f"{receipt.notice.reply_by:%Y-%m-%d}"},
            code="too_late",
        )
    posting = posting_of(person)
    if not posting.unit.path.startswith(receipt.unit.path):
        raise NotAllowed(_("This person works in another unit."), code="other_unit")
    quota = batch.quotas.filter(unit=receipt.unit, track=posting.track).aggregate(n=Sum("seats"))["n"] or 0
    used = batch.nominations.standing().filter(unit=receipt.unit, track=posting.track).count()
    if used >= quota:
        text = _("Your unit has %(quota)d seats for “%(track)s” and they are filled. Ask the training office for more.")
        values = {"quota": quota, "track": posting.get_track_display()}
        raise NotAllowed(text % values, code="quota_full")


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, by: User) -> Nomination:
    """Take a candidate back before the office has decided."""
    batch = _locked(nomination.batch_id)
    nomination = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if nomination.status == NominationStatus.WITHDRAWN:
        return nomination
    if refusal := over_refusal(batch):
        raise refusal
    if nomination.status != NominationStatus.SUBMITTED:
        raise NotAllowed(_("The office has decided already; ask for a replacement instead."), code="decided")
    nomination.status = NominationStatus.WITHDRAWN
    nomination.save(update_fields=["status"])
    tell(audit.record(nomination, "admission.withdraw_nomination", by=by), of_withdrawal(nomination))
    return nomination


@transaction.atomic
def admit(*, nomination: Nomination, by: User, overlap_reason: str = "") -> Enrolment:
    """Turn a nomination into a place in its class; safe to repeat, refused when the class is full. Whoever is in another
    class in one of its half-days is refused too, unless a training officer says why they are to be in both."""
    batch = _locked(nomination.batch_id)
    nomination = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if nomination.status != NominationStatus.SUBMITTED:
        enrolment = Enrolment.objects.active().filter(batch=batch, person=nomination.person_id).first()
        if enrolment:
            return enrolment
        raise NotAllowed(_("This nomination is no longer waiting for a decision."), code="not_submitted")
    refuse_oneself([nomination.person], by)
    seated, reasons = _seated(batch, [nomination]), {}
    if not seated:
        refuse_teachers(batch, [nomination.person])
        reasons = refuse_overlaps(batch, [nomination.person], overlap_reason, by)
        raise_version(batch)
    [enrolment], event = _admit(batch, [nomination], seated, by, reasons)
    tell(event, of_admission(batch, [nomination]))
    return enrolment


@dataclass(frozen=True)
class Admission:
    """How many got a place, and a sentence for each of those who stayed for another reason than a full class."""

    admitted: int
    stayed: list[str]


@transaction.atomic
def admit_all(*, batch: Batch, by: User) -> Admission:
    """Admit every waiting nomination in unit order until the class is full, but for those who may not have a place."""
    batch = _locked(batch.pk)
    waiting = list(batch.nominations.submitted().select_related("person", "unit").select_for_update(of=("self",)))
    if not waiting:
        raise NotAllowed(_("No nomination is waiting."), code="none_waiting")
    seated, free = _seated(batch, waiting), batch.seats_left
    standing = [nomination for nomination in waiting if nomination.person_id not in seated]
    stay = _why_they_stay(batch, [nomination.person for nomination in standing], by)
    left_over = {*[one for one in standing if one.person_id not in stay][free:]}
    left_over |= {one for one in standing if one.person_id in stay}
    admitted = [nomination for nomination in waiting if nomination not in left_over]
    if any(nomination.person_id not in seated for nomination in admitted):
        raise_version(batch)
    if admitted:
        tell(_admit(batch, admitted, seated, by, {})[1], of_admission(batch, admitted))
    return Admission(len(admitted), list(stay.values()))


def _why_they_stay(batch: Batch, people: list[Person], by: User) -> dict[int, str]:
    """A sentence for each of those who may not have a place in the class, by person; as many statements for any number."""
    sentences = {pk: about_overlaps(found) for pk, found in overlaps_of(batch, people).items()}
    return sentences | teachers_among(batch, people) | about_oneself(people, by)


def _seated(batch: Batch, nominations: list[Nomination]) -> dict[int, Enrolment]:
    """Places by person of those who were written in at the class before the office decided."""
    people = [nomination.person_id for nomination in nominations]
    places = Enrolment.objects.active().filter(batch=batch, person__in=people).select_related("person")
    return {place.person_id: place for place in places}


def _admit(
    batch: Batch, nominations: list[Nomination], seated: dict[int, Enrolment], by: User, reasons: dict[int, str]
) -> tuple[list[Enrolment], AuditEvent]:
    """Places for nominations of a class, both held locked, and the first event that says so; as many statements for
    many as for one."""
    fresh = [nomination for nomination in nominations if nomination.person_id not in seated]
    postings = postings_of([nomination.person for nomination in fresh])
    take_seats(batch, len(fresh))
    first = next_half_day(batch)
    new = [new_place(batch, postings[one.person_id], EnrolmentSource.NOMINATED, reasons, first, one) for one in fresh]
    Enrolment.objects.bulk_create(new)
    places = seated | {place.person_id: place for place in new}
    now = timezone.now()
    for nomination in nominations:
        nomination.status, nomination.decided_by, nomination.decided_at = NominationStatus.ADMITTED, by, now
        # The place somebody was written in for is the one meant.
        if places[nomination.person_id].nomination_id is None:
            places[nomination.person_id].nomination = nomination
    Nomination.objects.bulk_update(nominations, ["status", "decided_by", "decided_at"])
    Enrolment.objects.bulk_update(seated.values(), ["nomination"])
    data, reason = {"batch": batch.code, "version": batch.version}, "".join(set(reasons.values()))
    events = audit.record_each(places.values(), "admission.admit", by=by, reason=reason, data=data)
    return [places[nomination.person_id] for nomination in nominations], events[0]


@transaction.atomic
def refuse_nomination(*, nomination: Nomination, reason: str, by: User) -> Nomination:
    nomination = Nomination.objects.select_for_update(of=("self",)).select_related("batch").get(pk=nomination.pk)
    if refusal := over_refusal(nomination.batch):
        raise refusal
    if nomination.status != NominationStatus.SUBMITTED:
        raise NotAllowed(_("This nomination is no longer waiting for a decision."), code="not_submitted")
    reason = require_reason(reason, _("Say why; the unit sees the reason."))
    nomination.status = NominationStatus.REFUSED
    nomination.reason = reason
    nomination.decided_by, nomination.decided_at = by, timezone.now()
    nomination.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    event = audit.record(nomination, "admission.refuse_nomination", by=by, reason=reason)
    tell(event, of_refusal(nomination))
    return nomination


@transaction.atomic
def replace_trainee(
    *, nomination: Nomination, person: Person, reason: str, by: User, overlap_reason: str = ""
) -> Enrolment | Nomination:
    """Send somebody else of the same unit and audience; refused once the first has signed in."""
    batch = _locked(nomination.batch_id)
    old = Nomination.objects.select_for_update().get(pk=nomination.pk)
    place = Enrolment.objects.active().filter(nomination=old).first()
    _check_replacement(batch, old, place, person)
    old.status, old.reason = NominationStatus.REPLACED, reason.strip()
    old.save(update_fields=["status", "reason"])
    new = Nomination(batch=batch, unit=old.unit, person=person, track=old.track, nominated_by=by)
    check_row(new)
    new.save()
    Nomination.objects.filter(pk=old.pk).update(replaced_by=new)
    event = audit.record(old, "admission.replace_trainee", by=by, reason=reason, data={"by": person.name})
    tell(event, of_replacement(old, new, has_place=place is not None))
    if place is None:
        return new
    refuse_oneself([person], by)
    seated, reasons = _seated(batch, [new]), {}
    if not seated:
        refuse_teachers(batch, [person])
        reasons = refuse_overlaps(batch, [person], overlap_reason, by)
    raise_version(batch)
    end_enrolment(place, EnrolmentStatus.REPLACED, reason, batch=batch)
    # `tell` above speaks of the whole exchange, so that nobody is told twice.
    [fresh], _event = _admit(batch, [new], seated, by, reasons)
    Enrolment.objects.filter(pk=place.pk).update(replaced_by=fresh)
    return fresh


def _check_replacement(batch: Batch, old: Nomination, place: Enrolment | None, person: Person) -> None:
    if not batch.is_open or old.status not in (NominationStatus.SUBMITTED, NominationStatus.ADMITTED):
        raise NotAllowed(_("This nomination can no longer be replaced."), code="not_replaceable")
    if place and has_come(place):
        raise NotAllowed(
            _("%(name)s has already attended and cannot be replaced.") % {"name": old.person.name}, code="attended"
        )
    posting = posting_of(person)
    if not posting.unit.path.startswith(old.unit.path) or posting.track != old.track:
        raise NotAllowed(_("A replacement comes from the same unit and audience."), code="other_unit")
    if batch.nominations.standing().filter(person=person).exists():
        raise NotAllowed(_("This person is already nominated for the class."), code="already_nominated")
