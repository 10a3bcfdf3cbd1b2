import dataclasses
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, require_reason
from people.models import OrgUnit, Person, Posting, User
from people.names.keys import NameKeys, name_keys, readings_of, split_pinyin
from people.trail import audit

BATCH = 500
KEY_FIELDS = [field.name for field in dataclasses.fields(NameKeys)]
MASKABLE = ("id_number", "mobile")


def set_name(person: Person, name: str, corrected_pinyin: str = "") -> None:
    """Name a person, with all that people are found and ordered by; a correction belongs to the name it was made for."""
    person.name, person.corrected_pinyin = name, corrected_pinyin
    take_keys(person)


def set_mobile(person: Person, mobile: str) -> None:
    """Store a mobile number with the digest of its last four digits, by which people are found, and since when."""
    if not mobile or person.mobile != mobile:
        person.mobile_since = timezone.now() if mobile else None
    person.mobile = mobile
    person.mobile_last4_index = Person.mobile.index(mobile[-4:]) if mobile else ""


def rebuild_name_keys(people: QuerySet[Any]) -> int:
    """Compute anew what names are ordered by, in batches; returns how many people it changed."""
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            batch = list(people.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
            if not batch:
                return changed
            for person in batch:
                if take_keys(person):
                    person.save(update_fields=KEY_FIELDS)
                    changed += 1
            last = batch[-1].pk


def take_keys(person: Any) -> bool:
    """Give the person the keys of the name; whether any is new."""
    keys = name_keys(person.name, person.corrected_pinyin).items()
    different = [(field, key) for field, key in keys if getattr(person, field) != key]
    for field, key in different:
        setattr(person, field, key)
    return bool(different)


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
    person = Person(staff_no=staff_no, staff_category=staff_category, **fields)
    set_name(person, name)
    person.id_number = id_number
    set_mobile(person, mobile)
    check_row(person)
    person.save()
    first = Posting(person=person, unit=unit, track=track, started_on=started_on, **(posting or {}))
    check_row(first)
    first.save()
    audit.record(person, "people.register_person", by=by, data={"unit": unit.code})
    return person


@transaction.atomic
def correct_pinyin(*, person: Person, pinyin: str, by: User) -> Person:
    """Say how a name is read, a syllable for each character; nothing goes back to what is looked up."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    said, syllables = " ".join(split_pinyin(pinyin)), len(readings_of(person.name))
    if pinyin.strip() and len(said.split()) != syllables:
        raise NotAllowed(
            _("Write %(n)d syllables with spaces between them, such as “shan xue mei”.") % {"n": syllables},
            code="pinyin_syllables",
        )
    if said == name_keys(person.name).pinyin:
        said = ""
    if said == person.corrected_pinyin:
        return person
    before = person.pinyin
    set_name(person, person.name, said)
    person.clean_fields()
    person.save(update_fields=["corrected_pinyin", *KEY_FIELDS])
    audit.record(person, "people.correct_pinyin", by=by, data={"from": before, "to": person.pinyin})
    return person


@transaction.atomic
def unmask_person(*, person: Person, field: str, reason: str, by: User) -> str:
    """The clear ID number or mobile of one person; needs a reason and leaves an audit row."""
    if field not in MASKABLE:
        raise NotAllowed(_("Only the ID number and the mobile number are masked."), code="not_maskable")
    reason = require_reason(reason, _("Say why you need to see this number; the reason is kept."))
    audit.record(person, "people.unmask", by=by, reason=reason, data={"field": field})
    return getattr(person, field)
