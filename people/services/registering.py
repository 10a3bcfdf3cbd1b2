"""People entered, changed and taken back many at a time: the bulk forms of `register_person` and its kin."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from people.choices import StaffCategory, UnitKind
from people.models import OrgUnit, Person, Posting, User
from people.services import tree
from people.services.persons import KEY_FIELDS, set_mobile, set_name
from people.trail import audit

WRITTEN_AT_ONCE = 500
SEALED = ("id_number", "mobile", "spare_mobile")
# The columns that a change of a field writes, where they are not the field's own.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "corrected_pinyin", *KEY_FIELDS),
    "id_number": ("id_number_sealed", "id_number_index"),
    "mobile": ("mobile_sealed", "mobile_index", "mobile_last4_index", "mobile_since"),
    "spare_mobile": ("spare_mobile_sealed", "spare_mobile_index"),
}


@dataclass
class NewPerson:
    """Somebody to be entered: `fields` are those of Person, numbers in clear; `posting` those of Posting."""

    unit: OrgUnit
    fields: dict[str, Any]
    posting: dict[str, Any] = field(default_factory=dict)
    staff_no: str = ""


@transaction.atomic
def register_people(*, entries: Sequence[NewPerson], started_on: date, by: User | None) -> list[Person]:
    """Enter many people, each with a first posting; who has no staff number gets the unit's next free one."""
    units = tree.held_open_all(entry.unit for entry in entries)
    tree.refuse_future(started_on)
    numbers = free_staff_numbers(units.values())
    people = [_person(entry, numbers) for entry in entries]
    Person.objects.bulk_create(people, batch_size=WRITTEN_AT_ONCE)
    Posting.objects.bulk_create(
        [
            Posting(person=person, unit=units[entry.unit.pk], started_on=started_on, **entry.posting)
            for person, entry in zip(people, entries, strict=True)
        ],
        batch_size=WRITTEN_AT_ONCE,
    )
    audit.record_each(people, "people.register_person", by=by)
    return people


def _person(entry: NewPerson, numbers: dict[str, Iterator[str]]) -> Person:
    fields = dict(entry.fields)
    person = Person(staff_no=entry.staff_no or next(numbers[entry.unit.code]))
    for name, value in fields.items():
        set_field(person, name, value)
    person.staff_category = person.staff_category or category_of(entry.unit)
    return person


def category_of(unit: OrgUnit) -> str:
    """What somebody of the unit is taken for where nobody says it."""
    if unit.kind in (UnitKind.PARTNER, UnitKind.ENTERPRISE):
        return StaffCategory.ENTERPRISE
    return StaffCategory.CIVIL_SERVANT


def set_field(person: Person, name: str, value: Any) -> None:
    if name == "mobile":
        set_mobile(person, value)
    elif name == "name":
        set_name(person, value)
    else:
        setattr(person, name, value)


def free_staff_numbers(units: Iterable[OrgUnit]) -> dict[str, Iterator[str]]:
    """For each unit, by its code, that code and the next free running number of three digits at least. The units are
    held by the caller, so that no number is given twice."""
    prefixes = {unit.code: unit.code.replace("-", "") for unit in units}
    wanted = Q(pk=None)
    for prefix in prefixes.values():
        wanted |= Q(staff_no__startswith=prefix)
    taken = set(Person.objects.order_by().filter(wanted).values_list("staff_no", flat=True)) if prefixes else set()
    return {code: _free_numbers(prefix, taken) for code, prefix in prefixes.items()}


def _free_numbers(prefix: str, taken: set[str]) -> Iterator[str]:
    own = re.compile(rf"{re.escape(prefix)}(\d{{3,}})\Z")
    last = max((int(found[1]) for number in taken if (found := own.match(number))), default=0)
    while True:
        last += 1
        number = f"{prefix}{last:03d}"
        if number not in taken:
            taken.add(number)
            yield number


@transaction.atomic
def change_people(*, changes: Mapping[int, Mapping[str, Any]], by: User | None) -> dict[int, dict[str, list[Any]]]:
    """Write new values into fields of people, by their keys; returns before and after of each field, numbers in clear.

    A new name takes its pinyin anew. The trail names the fields and not the values.
    """
    people = {
        person.pk: person for person in Person.objects.select_for_update().order_by("pk").filter(pk__in=list(changes))
    }
    before: dict[int, dict[str, list[Any]]] = {}
    for key, values in changes.items():
        if key in people and (changed := _changed(people[key], values)):
            before[key] = changed
    fields = {name for changed in before.values() for name in changed}
    save_columns([people[key] for key in before], {column for name in fields for column in COLUMNS.get(name, (name,))})
    for names, keys in _by_fields(before).items():
        audit.record_each([people[key] for key in keys], "people.change_person", by=by, data={"fields": list(names)})
    return before


def _changed(person: Person, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    before: dict[str, list[Any]] = {}
    for name, value in values.items():
        if getattr(person, name) == value:
            continue
        before[name] = [getattr(person, name), value]
        if name == "name":
            before["corrected_pinyin"] = [person.corrected_pinyin, ""]
        set_field(person, name, value)
    return before


def _by_fields(before: Mapping[int, Mapping[str, Any]]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for key, changed in before.items():
        groups.setdefault(tuple(sorted(set(changed) - {"corrected_pinyin"})), []).append(key)
    return groups


def save_columns(rows: list[Any], columns: Iterable[str]) -> None:
    """Only the columns that changed somewhere: all of them take ten times as long."""
    names = sorted(set(columns))
    if rows and names:
        type(rows[0]).objects.bulk_update(rows, names, batch_size=WRITTEN_AT_ONCE)


@transaction.atomic
def take_back_people(*, people: Sequence[int], by: User | None) -> None:
    """Remove people that were entered by mistake, with their first postings. Raises ProtectedError once anything else
    refers to one of them."""
    rows = list(Person.objects.filter(pk__in=people))
    Posting.objects.filter(person__in=people).delete()
    Person.objects.filter(pk__in=people).delete()
    audit.record_each(rows, "people.take_back_person", by=by)
