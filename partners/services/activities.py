"""Joint training: what each side gives, and the partner's guests, who take no seat of a unit's quota."""

from django.db import transaction
from django.utils.translation import gettext as _

from admission.choices import EnrolmentSource, EnrolmentStatus
from admission.models import Enrolment
from admission.services.enrolments import end_enrolment, enrol
from admission.telling import of_guest, of_withdrawn_place
from common.errors import NotAllowed
from courses.models import Course
from notifications.services.inbox import tell
from partners.choices import Gift, Side
from partners.models import Agreement, Contribution, JointActivity
from partners.selectors import guest_seats, guests_of, side_of, with_parties
from partners.services.agreements import checked, in_force
from partners.telling import of_activity
from people.models import Lecturer, Person, User
from people.trail import audit
from training.models import Batch, Room
from training.services.versions import raise_version


@transaction.atomic
def set_up_activity(
    *, agreement: Agreement, batch: Batch | None = None, course: Course | None = None, seats: int = 0, by: User
) -> JointActivity:
    """Carry a class or a course together; `seats` are those the city gives to the partner's guests."""
    agreement = in_force(agreement)
    if batch:
        Batch.objects.select_for_update().get(pk=batch.pk)
    if course:
        Course.objects.select_for_update().get(pk=course.pk)
    activity = JointActivity(agreement=agreement, batch=batch, course=course)
    checked(activity)
    if seats:
        checked(Contribution(activity=activity, side=Side.CITY, kind=Gift.SEATS, seats=seats))
    event = audit.record(activity, "partners.set_up_activity", by=by, data={"agreement": agreement.code})
    tell(event, of_activity(activity, agreement))
    return activity


@transaction.atomic
def add_contribution(
    *,
    activity: JointActivity,
    side: str,
    kind: str,
    by: User,
    lecturer: Lecturer | None = None,
    room: Room | None = None,
    seats: int | None = None,
) -> Contribution:
    """Note what a side gives; the seats of a side are one number, which a later one replaces."""
    JointActivity.objects.select_for_update().get(pk=activity.pk)
    given = activity.contributions.filter(side=side, kind=Gift.SEATS).first() if kind == Gift.SEATS else None
    row = given or Contribution(activity=activity, side=side, kind=kind)
    row.lecturer, row.room, row.seats = lecturer, room, seats
    if kind == Gift.SEATS and side == Side.CITY and seats and seats < guests_of(activity).count():
        raise NotAllowed(_("More guests are enrolled than that; withdraw some first."), code="guests_enrolled")
    checked(row)
    data = {"side": side, "kind": kind, "what": str(row)}
    audit.record(activity, "partners.add_contribution", by=by, data=data)
    return row


@transaction.atomic
def remove_contribution(*, contribution: Contribution, by: User) -> None:
    """Take back what was noted; seats stay as long as guests sit on them."""
    activity = JointActivity.objects.select_for_update().get(pk=contribution.activity_id)
    taken = contribution.kind == Gift.SEATS and contribution.side == Side.CITY and guests_of(activity).exists()
    if taken:
        raise NotAllowed(_("Guests are enrolled on these seats; withdraw them first."), code="guests_enrolled")
    data = {"side": contribution.side, "kind": contribution.kind, "what": str(contribution)}
    contribution.delete()
    audit.record(activity, "partners.remove_contribution", by=by, data=data)


@transaction.atomic
def enrol_guest(*, activity: JointActivity, person: Person, by: User) -> Enrolment:
    """Give one of the partner's people a seat of those the city set aside; outside every quota, safe to repeat."""
    in_force(activity.agreement)
    # Before the class, as for the seats: they are not taken away while somebody sits down.
    JointActivity.objects.select_for_update().get(pk=activity.pk)
    if activity.batch_id is None:
        raise NotAllowed(_("Guests are enrolled in a class; a course is open to them anyway."), code="no_class")
    batch = Batch.objects.select_for_update().get(pk=activity.batch_id)
    place = batch.enrolments.active().filter(person=person).first()
    if place:
        return place
    posting = person.postings.current().select_related("unit").first()
    agreement = with_parties(Agreement.objects.filter(pk=activity.agreement_id)).get()
    if posting is None or side_of(agreement, posting.unit) != Side.PARTNER:
        text = _("%(name)s does not work for a partner of this agreement.")
        raise NotAllowed(text % {"name": person.name}, code="not_a_guest")
    seats = guest_seats(activity)
    if guests_of(activity).count() >= seats:
        text = _("The city gives %(seats)d seats to guests of this class and they are filled.")
        raise NotAllowed(text % {"seats": seats}, code="no_guest_seat")
    [place] = enrol(batch=batch, people=[person], source=EnrolmentSource.GUEST, by=by)
    tell(audit.record(place, "partners.enrol_guest", by=by, data={"batch": batch.code}), of_guest(place))
    return place


@transaction.atomic
def withdraw_guest(*, place: Enrolment, by: User) -> None:
    """Give the seat back; refused once the guest has attended."""
    batch = Batch.objects.select_for_update().get(pk=place.batch_id)
    place = Enrolment.objects.select_for_update().get(pk=place.pk)
    if place.status != EnrolmentStatus.ACTIVE:
        return
    if not batch.is_open or place.marks.exists():
        text = _("%(name)s has attendance in this class and stays on its roll.")
        raise NotAllowed(text % {"name": place.person.name}, code="attended")
    raise_version(batch)
    end_enrolment(place, EnrolmentStatus.WITHDRAWN, "", batch=batch)
    tell(audit.record(place, "partners.withdraw_guest", by=by, data={"batch": batch.code}), of_withdrawn_place(place))
