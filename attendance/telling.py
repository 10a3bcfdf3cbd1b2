"""Who hears what of each verb; the services hand these lists to `people.services.notifications.tell`."""

from collections.abc import Iterable

from attendance import messages
from attendance.choices import AttendanceStatus, LeaveStatus, SignInMode
from attendance.models import AttendanceEvidence, LeaveRequest
from people.models import User
from people.news import Message, to_each
from people.selectors.recipients import accounts_of
from training.concerned import officers_of, teachers_of
from training.messages import half_day
from training.models import Batch


def deciders_of_leave(batch: Batch, person_id: int) -> list[User]:
    """The class teachers; where the class has none but the person, the officers."""
    for users in (teachers_of([batch.pk])[batch.pk], officers_of(batch)):
        if others := [user for user in users if user.person_id != person_id]:
            return others
    return []


def of_leave_request(leave: LeaveRequest) -> list[Message]:
    """Whoever decides. Neither the kind of leave nor its reason: those are erased some months later, messages not."""
    place = leave.enrolment
    values = {"title": place.batch.title, "when": half_day(leave), "name": place.person.name}
    deciders = deciders_of_leave(place.batch, place.person_id)
    return to_each(deciders, messages.LEAVE_ASKED, values, place.batch.get_absolute_url())


def of_leave_decision(leave: LeaveRequest) -> list[Message]:
    place = leave.enrolment
    kind = messages.LEAVE_GRANTED if leave.status == LeaveStatus.GRANTED else messages.LEAVE_REFUSED
    values = {"title": place.batch.title, "when": half_day(leave)}
    return to_each(accounts_of([place.person_id]).values(), kind, values, place.batch.get_absolute_url())


def of_marks(batch: Batch, facts: Iterable[AttendanceEvidence]) -> list[Message]:
    """Whose mark was put right, or who is entered as absent; who simply came is not told so."""
    facts = [one for one in facts if one.mode == SignInMode.CORRECTION or one.status == AttendanceStatus.ABSENT]
    accounts = accounts_of(fact.person_id for fact in facts)
    return [
        Message(
            accounts[fact.person_id],
            messages.MARK_SET,
            {"title": batch.title, "when": half_day(fact), "status": AttendanceStatus(fact.status).label},
            batch.get_absolute_url(),
        )
        for fact in facts
        if fact.person_id in accounts
    ]
