from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people import audit
from people.models import OrgUnit, Person, Posting, User

MASKABLE = ("id_number", "mobile")


def set_mobile(person: Person, mobile: str) -> None:
    """Store a mobile number with the digest of its last four digits, by which people are found."""
    person.mobile = mobile
    person.mobile_last4_index = Person.mobile.index(mobile[-4:]) if mobile else ""


@transaction.atomic
def register_person(
    *,
    staff_no: str,
    name: str,
    staff_category: str,
    unit: OrgUnit,
    track: str,
    started_on: date,
    by: User | None,
    id_number: str = "",
    mobile: str = "",
    posting: dict[str, str] | None = None,
    **fields: Any,
) -> Person:
    """Enter one person into the roster with a first posting; `posting` holds dept, post, post_level, rank."""
    person = Person(staff_no=staff_no, name=name, staff_category=staff_category, **fields)
    person.id_number = id_number
    set_mobile(person, mobile)
    person.full_clean()
    person.save()
    first = Posting(person=person, unit=unit, track=track, started_on=started_on, **(posting or {}))
    first.full_clean()
    first.save()
    audit.record(person, "people.register_person", by=by, data={"unit": unit.code})
    return person


@transaction.atomic
def unmask_person(*, person: Person, field: str, reason: str, by: User) -> str:
    """The clear ID number or mobile of one person; needs a reason and leaves an audit row."""
    if field not in MASKABLE:
        raise NotAllowed(_("Only the ID number and the mobile number are masked."), code="not_maskable")
    if not reason.strip():
        raise NotAllowed(_("Say why you need to see this number; the reason is kept."), code="reason_missing")
    audit.record(person, "people.unmask", by=by, reason=reason.strip(), data={"field": field})
    return getattr(person, field)
