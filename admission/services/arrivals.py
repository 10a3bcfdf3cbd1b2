from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from admission.choices import Diet, EnrolmentStatus
from admission.models import ArrivalDetails, Enrolment
from admission.rules import is_own_place
from admission.telling import of_arrival
from admission.validators import normal_plate
from common.errors import NotAllowed, check_row, refuse_changed
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit
from training.models import Batch
from training.selectors import is_over


@dataclass
class ArrivalDraft:
    stays_overnight: bool
    diet: str = Diet.ORDINARY
    diet_note: str = ""
    plate: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        self.diet_note, self.note = self.diet_note.strip(), self.note.strip()
        self.plate = normal_plate(self.plate)


def particulars(details: ArrivalDetails | None) -> dict[str, Any]:
    """What is entered; None for each where nothing is yet."""
    return {field.name: getattr(details, field.name) if details else None for field in fields(ArrivalDraft)}


@transaction.atomic
def set_arrival_details(*, enrolment: Enrolment, draft: ArrivalDraft, by: User, seen: str = "") -> ArrivalDetails:
    """Enter what hotel, kitchen and gate need to know, or change it; the trail says which fields, never what."""
    batch = Batch.objects.select_for_update().get(pk=enrolment.batch_id)
    place = Enrolment.objects.select_related("person", "arrival").get(pk=enrolment.pk)
    place.batch = batch
    if refusal := arrival_refusal(place, by):
        raise refusal
    details, wanted = getattr(place, "arrival", None), asdict(draft)
    stands = particulars(details)
    changed = [name for name, value in wanted.items() if stands[name] != value]
    if details and not changed:
        return details
    refuse_changed(seen, stands, wanted)
    details = details or ArrivalDetails(enrolment=place)
    for name in changed:
        setattr(details, name, wanted[name])
    # The place is held by the lock; only what was typed is judged.
    check_row(details, exclude={"enrolment"})
    details.save()
    data = {"batch": batch.code, "fields": changed}
    tell(audit.record(details, "admission.set_arrival_details", by=by, data=data), of_arrival(place))
    return details


def arrival_refusal(place: Enrolment, by: User) -> NotAllowed | None:
    """Why the details cannot be entered any more, if so; the page says it before anything is typed."""
    batch = place.batch
    if place.status != EnrolmentStatus.ACTIVE:
        return NotAllowed(_("This place in the class has been given up."), code="not_enrolled")
    if not batch.is_open:
        return NotAllowed(_("The class is closed or cancelled."), code="batch_closed")
    if is_own_place(by, place) and is_over(batch):
        return NotAllowed(_("The class is over. If something is wrong, tell the class teacher."), code="too_late")
    return None
