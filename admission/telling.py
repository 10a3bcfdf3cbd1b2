"""Who hears what of each verb; the services hand these lists to `people.services.notifications.tell`."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from admission import messages
from admission.choices import Reply
from admission.concerned import liaisons_of
from admission.models import Enrolment, Nomination, NoticeReceipt
from admission.roles import ROLES
from people.models import OrgUnit, User
from people.news import Message, MessageKind, to_each
from people.selectors.recipients import accounts_of, nearest_holders
from training.concerned import officers_of, teachers_of
from training.messages import about
from training.models import Batch

# For the person, for whoever answers for the unit, and for who is both.
Kinds = tuple[MessageKind, MessageKind, MessageKind]
MOST_NAMED = 10
# What an officer is told who is put forward herself, by what the other officers hear.
NOMINATED_AND = {
    messages.ALL_ANSWERED.code: messages.NOMINATED_ALL_ANSWERED,
    messages.NOMINATIONS_WAIT.code: messages.NOMINATED_AND_WAIT,
}


def named(names: Sequence[str]) -> str:
    """So many names as fit into a message, and a sign that there are more."""
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _board(batch: Batch) -> str:
    return reverse("admission:receipt_board", kwargs={"code": batch.code})


def _to_person(person_id: int, kind: MessageKind, batch: Batch, address: str = "") -> list[Message]:
    return to_each(accounts_of([person_id]).values(), kind, about(batch), address or reverse("me"))


def of_notice(batch: Batch, units: list[OrgUnit], day: str) -> list[Message]:
    """The liaisons. That nobody answers for a unit is news for the officers."""
    found = nearest_holders(units, *ROLES.who("answer"))
    liaisons = [user for unit in units for user in found[unit.pk]]
    told = to_each(liaisons, messages.NOTICE_ISSUED, {**about(batch), "day": day}, reverse("admission:inbox"))
    if lonely := [unit.short_name for unit in units if not found[unit.pk]]:
        values = {"title": batch.title, "names": named(lonely)}
        told += to_each(officers_of(batch), messages.NOBODY_ANSWERS, values, _board(batch))
    return told


def of_nomination(nomination: Nomination, *, is_first_answer: bool) -> list[Message]:
    """The person; and the officers when nothing waited before, or when it was the last answer: a message for a pile,
    not for each nomination in it. An officer who is the person hears both in one."""
    batch = nomination.batch
    to_officers = of_answer(batch) if is_first_answer else []
    if not to_officers and not batch.nominations.submitted().exclude(pk=nomination.pk).exists():
        to_officers = to_each(officers_of(batch), messages.NOMINATIONS_WAIT, about(batch), _board(batch))
    both = {message.user: NOMINATED_AND[message.kind.code] for message in to_officers}
    told = []
    for user in accounts_of([nomination.person_id]).values():
        if user in both:
            told.append(Message(user, both[user], about(batch), _board(batch)))
        else:
            told.append(Message(user, messages.NOMINATED, about(batch), reverse("me")))
    return told + to_officers


def of_answer(batch: Batch) -> list[Message]:
    """The officers, with the answer after which no unit is awaited any more."""
    if NoticeReceipt.objects.filter(notice__batch=batch, reply=Reply.NONE).exists():
        return []
    return to_each(officers_of(batch), messages.ALL_ANSWERED, about(batch), _board(batch))


def of_withdrawal(nomination: Nomination) -> list[Message]:
    return _to_person(nomination.person_id, messages.NOMINATION_WITHDRAWN, nomination.batch)


def of_refusal(nomination: Nomination) -> list[Message]:
    """The unit with the reason, and the person; a liaison who is the person gets the reason."""
    batch = nomination.batch
    values = {**about(batch), "name": nomination.person.name, "reason": nomination.reason}
    told = to_each(_names_by_liaison([nomination]), messages.NOT_ADMITTED_UNIT, values, batch.get_absolute_url())
    return told + _to_person(nomination.person_id, messages.NOT_ADMITTED, batch)


def of_admission(batch: Batch, nominations: Sequence[Nomination]) -> list[Message]:
    page = batch.get_absolute_url()
    kinds = (messages.ADMITTED, messages.ADMITTED_UNIT, messages.ADMITTED_WITH_UNIT)
    return _to_people_and_units(batch, nominations, kinds, page, page)


def _to_people_and_units(
    batch: Batch, rows: Sequence[Nomination | Enrolment], kinds: Kinds, page: str, page_of_unit: str
) -> list[Message]:
    """Each person, and whoever answers for their units with the names of all; one message for who is both."""
    to_person, to_unit, to_both = kinds
    names = _names_by_liaison(rows)
    told = []
    for user in accounts_of(one.person_id for one in rows).values():
        theirs = names.pop(user, [])
        kind = to_both if theirs else to_person
        told.append(Message(user, kind, {**about(batch), "names": named(theirs)}, page))
    for user, theirs in names.items():
        told.append(Message(user, to_unit, {**about(batch), "names": named(theirs)}, page_of_unit))
    return told


def _names_by_liaison(rows: Sequence[Nomination | Enrolment]) -> dict[User, list[str]]:
    """By liaison the names of all they answer for, whatever the number of people and units."""
    liaisons = liaisons_of({one.unit_id: one.unit for one in rows}.values(), rows[0].batch)
    names: dict[User, list[str]] = defaultdict(list)
    for one in rows:
        for user in liaisons[one.unit_id]:
            names[user].append(one.person.name)
    return names


def of_replacement(old: Nomination, new: Nomination, *, has_place: bool) -> list[Message]:
    """Who need not come, who comes or is put forward, and who expects them. Every one of these messages says who goes
    for whom, so that a liaison or officer who is one of the two misses nothing."""
    batch, page = old.batch, old.batch.get_absolute_url()
    values = {**about(batch), "name": new.person.name, "other": old.person.name}
    comes, address = messages.NOMINATED_IN_PLACE, reverse("me")
    if has_place:
        comes, address = messages.ADMITTED_IN_PLACE, page
    told = to_each(accounts_of([old.person_id]).values(), messages.REPLACED, values, reverse("me"))
    told += to_each(accounts_of([new.person_id]).values(), comes, values, address)
    told += to_each(officers_of(batch), messages.REPLACEMENT, values, _board(batch))
    told += to_each(liaisons_of([old.unit], batch)[old.unit_id], messages.REPLACEMENT_UNIT, values, page)
    teachers = teachers_of([batch.pk])[batch.pk] if has_place else []
    return told + to_each(teachers, messages.REPLACEMENT, values, page)


def of_guest(place: Enrolment) -> list[Message]:
    return _to_person(place.person_id, messages.ADMITTED, place.batch, place.batch.get_absolute_url())


def of_withdrawn_place(place: Enrolment) -> list[Message]:
    return _to_person(place.person_id, messages.PLACE_WITHDRAWN, place.batch)


def of_written_in(batch: Batch, places: Sequence[Enrolment]) -> list[Message]:
    """Each person, and their units. Who answers for a unit that had no notice may not open the class's page."""
    kinds = (messages.WRITTEN_IN, messages.WRITTEN_IN_UNIT, messages.WRITTEN_IN_WITH_UNIT)
    return _to_people_and_units(batch, places, kinds, batch.get_absolute_url(), "")


def of_arrival(place: Enrolment) -> list[Message]:
    """The trainee, when somebody else entered the details."""
    return _to_person(
        place.person_id, messages.ARRIVAL_ENTERED, place.batch, reverse("admission:arrival_set", args=[place.pk])
    )
