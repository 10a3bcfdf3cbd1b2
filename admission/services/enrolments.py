"""Places in a class: taken, written in, given back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from admission.choices import EnrolmentSource
from admission.due import HalfDay, first_half_day, is_due
from admission.models import ArrivalDetails, Enrolment, Nomination
from admission.rules import is_oneself
from admission.services.overlaps import refuse_overlaps, refuse_teachers
from admission.telling import of_written_in
from common.errors import NotAllowed
from notifications.services.inbox import tell
from people.models import Person, Posting, User
from people.trail import audit
from training.models import Batch
from training.services.seats import give_back_seat, take_seats
from training.services.versions import raise_version


def postings_of(people: list[Person]) -> dict[int, Posting]:
    """The current posting of each, by person."""
    rows = Posting.objects.current().filter(person__in=people).select_related("unit", "person")
    postings = {posting.person_id: posting for posting in rows}
    for person in people:
        if person.pk not in postings:
            raise NotAllowed(_("%(name)s has no current posting.") % {"name": person.name}, code="no_posting")
    return postings


def posting_of(person: Person) -> Posting:
    return postings_of([person])[person.pk]


def about_oneself(people: list[Person], by: User) -> dict[int, str]:
    """By person, the sentence for whoever of these is the user: who keeps a list never puts themselves on it."""
    text = _(
        "%(name)s is yourself, and nobody puts themselves on the list of a class. Another officer or the class teacher "
        "does it."
    )
    return {person.pk: text % {"name": person.name} for person in people if is_oneself(by, person)}


def refuse_oneself(people: list[Person], by: User) -> None:
    for text in about_oneself(people, by).values():
        raise NotAllowed(text, code="own_place")


def enrol(
    *,
    batch: Batch,
    people: list[Person],
    source: str,
    by: User,
    first: HalfDay | None = None,
    extra: bool = False,
    overlap_reason: str = "",
) -> list[Enrolment]:
    """Take seats of a class the caller holds locked, as many statements for many people as for one; `extra` adds seats
    to a full class. Due from `first` on, or from the next half-day that has not ended; earlier half-days are not asked
    about other classes."""
    postings = postings_of(people)
    refuse_teachers(batch, people)
    meetings = batch.meetings.held().filter(date__gte=first[0] if first else timezone.localdate())
    reasons = refuse_overlaps(batch, people, overlap_reason, by, meetings)
    take_seats(batch, len(people), extra=extra)
    raise_version(batch)
    first = first or next_half_day(batch)
    return Enrolment.objects.bulk_create(new_place(batch, postings[one.pk], source, reasons, first) for one in people)


def new_place(
    batch: Batch,
    posting: Posting,
    source: str,
    reasons: dict[int, str],
    first: HalfDay | None,
    nomination: Nomination | None = None,
) -> Enrolment:
    """A place, not stored yet, on the list of the version the class was raised to."""
    first_date, first_slot = first or (None, "")
    facts = {"source": source, "joined_in": batch.version, "overlap_reason": reasons.get(posting.person_id, "")}
    facts |= {"first_date": first_date, "first_slot": first_slot}
    return Enrolment.of(posting, batch=batch, nomination=nomination, **facts)


def next_half_day(batch: Batch) -> HalfDay | None:
    """Where a place taken now begins; before the first day there is nothing to look up."""
    if timezone.localdate() < batch.starts_on:
        return None
    return first_half_day(batch.meetings.held(), timezone.now())


def end_enrolment(enrolment: Enrolment, status: str, reason: str, *, batch: Batch) -> None:
    """Give the seat back, in the version the caller has raised the class to; the row stays as a record of who was to
    come, without what hotel and kitchen would need."""
    ArrivalDetails.objects.filter(enrolment=enrolment).delete()
    ended = {"status": status, "ended_reason": reason.strip(), "left_in": batch.version}
    Enrolment.objects.filter(pk=enrolment.pk).update(**ended)
    give_back_seat(batch)


def write_in(
    *, batch: Batch, people: list[Person], first: HalfDay, by: User, overlap_reason: str = ""
) -> list[Enrolment]:
    """Places from a half-day on for those who came without one, in a class the caller holds locked; beyond the capacity
    they are extra seats, and audited. A place that began later begins here."""
    refuse_oneself(people, by)
    seated = {place.person_id: place for place in Enrolment.objects.active().filter(batch=batch, person__in=people)}
    for place in seated.values():
        if not is_due(place, *first):
            _move_first_half_day(place, first, by)
    strangers = list({person.pk: person for person in people if person.pk not in seated}.values())
    if not strangers:
        return []
    places = enrol(
        batch=batch,
        people=strangers,
        source=EnrolmentSource.WALK_IN,
        by=by,
        extra=True,
        overlap_reason=overlap_reason,
        first=first,
    )
    data = {"batch": batch.code, "extra_seats": batch.extra_seats, "version": batch.version}
    reason = next((place.overlap_reason for place in places if place.overlap_reason), "")
    events = audit.record_each(places, "admission.write_in", by=by, reason=reason, data=data)
    tell(events[0], of_written_in(batch, places))
    return places


def _move_first_half_day(place: Enrolment, first: HalfDay, by: User) -> None:
    before = f"{place.first_date} {place.first_slot}"
    place.first_date, place.first_slot = first
    place.save(update_fields=["first_date", "first_slot"])
    data = {"from": before, "to": f"{first[0]} {first[1]}"}
    audit.record(place, "admission.move_first_half_day", by=by, data=data)
