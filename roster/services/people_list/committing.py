import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.crypto import seal_bytes
from common.errors import NotAllowed
from intake.choices import ImportState
from intake.models import RosterImport
from intake.verdicts import WARNING, RowVerdict
from people import audit
from people.choices import StaffCategory, UnitKind
from people.models import OrgUnit, Person, Posting, User
from people.recognise.persons import SEALED_FIELDS
from people.services.persons import KEY_FIELDS, set_mobile, set_name
from roster.people_list.matching import CHANGED, NEW, PERSON_FIELDS, POSTING_FIELDS
from roster.services.people_list.arriving import read_again

STALE = "stale"
# What a change of a person writes.
COLUMNS: dict[str, tuple[str, ...]] = {name: (name,) for name in (*PERSON_FIELDS, "status")}
COLUMNS |= {name: (f"{name}_sealed", f"{name}_index") for name in SEALED_FIELDS}
COLUMNS["name"] = ("name", "corrected_pinyin", *KEY_FIELDS)
COLUMNS["mobile"] = (*COLUMNS["mobile"], "mobile_last4_index")
WRITTEN_AT_ONCE = 500


@transaction.atomic
def commit_roster(*, roster: RosterImport, accepted: Collection[str] | None, by: User | None) -> RosterImport:
    """Take over what the check showed, all of it or nothing; a second time changes nothing.

    `accepted` names the rows with a warning somebody has looked at, as `<sheet>!<row>`; None accepts all. Refused
    with `stale` when the file would do something else by now.
    """
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state == ImportState.COMMITTED:
        return roster
    if roster.state not in (ImportState.JUDGED, ImportState.COMMITTING):
        raise NotAllowed(_("Only an import that has been checked can be taken over."), code="not_judged")
    reading = read_again(roster)
    if reading.digest != roster.summary.get("digest"):
        raise NotAllowed(_("The roster has changed since the check. Look at the new result first."), code=STALE)
    rows = [verdict for verdict in reading.verdicts if _is_taken(verdict, accepted)]
    undo = _write(rows)
    roster.undo_sealed = seal_bytes(json.dumps(undo).encode(), aad=roster.aad("undo"))
    roster.state, roster.committed_at, roster.committed_by = ImportState.COMMITTED, timezone.now(), by
    written = {"created": len(undo["created"]), "updated": len(undo["people"])}
    roster.summary = {**roster.summary, "written": written}
    roster.save(update_fields=["undo_sealed", "state", "committed_at", "committed_by", "summary"])
    audit.record(roster, "roster.commit_roster", by=by, data=written)
    return roster


def row_key(verdict: RowVerdict) -> str:
    return f"{verdict.sheet}!{verdict.row}"


def _is_taken(verdict: RowVerdict, accepted: Collection[str] | None) -> bool:
    if verdict.is_error or verdict.outcome not in (NEW, CHANGED):
        return False
    return verdict.status != WARNING or accepted is None or row_key(verdict) in accepted


def _write(rows: list[RowVerdict]) -> dict[str, Any]:
    """Returns how to undo it: who was made, and each field's value before and after."""
    codes = {row.values["unit"] for row in rows}
    units = {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=codes)}
    try:
        with transaction.atomic():
            created = _create([row for row in rows if row.outcome == NEW], units)
            undo = _change([row for row in rows if row.outcome == CHANGED], units)
    except IntegrityError as error:
        message = _("Somebody has entered one of these people in the meantime. Look at the new result first.")
        raise NotAllowed(message, code=STALE) from error
    return {"created": created, **undo}


def _create(rows: list[RowVerdict], units: dict[str, OrgUnit]) -> list[int]:
    numbers = _staff_numbers([units[row.values["unit"]] for row in rows])
    people = []
    for row in rows:
        unit = units[row.values["unit"]]
        person = Person(staff_no=next(numbers[unit.code]), **_own(row.values))
        set_name(person, person.name)
        person.staff_category = person.staff_category or _category_of(unit)
        for name in SEALED_FIELDS:
            set_field(person, name, row.values.get(name, ""))
        people.append(person)
    Person.objects.bulk_create(people, batch_size=WRITTEN_AT_ONCE)
    today = timezone.localdate()
    Posting.objects.bulk_create(
        [
            Posting(person=person, unit=units[row.values["unit"]], started_on=today, **_posting_values(row.values))
            for person, row in zip(people, rows, strict=True)
        ],
        batch_size=WRITTEN_AT_ONCE,
    )
    return [person.pk for person in people]


def _own(values: dict[str, str]) -> dict[str, str]:
    return {name: values.get(name, "") for name in PERSON_FIELDS}


def _posting_values(values: dict[str, str]) -> dict[str, Any]:
    own: dict[str, Any] = {name: values.get(name, "") for name in POSTING_FIELDS}
    return {**own, "track": values["track"], "track_confirmed": bool(values["track_is_confirmed"])}


def _category_of(unit: OrgUnit) -> str:
    if unit.kind in (UnitKind.PARTNER, UnitKind.ENTERPRISE):
        return StaffCategory.ENTERPRISE
    return StaffCategory.CIVIL_SERVANT


def set_field(person: Person, name: str, value: str) -> None:
    if name == "mobile":
        set_mobile(person, value)
    else:
        setattr(person, name, value)


def _staff_numbers(units: Iterable[OrgUnit]) -> dict[str, Iterator[str]]:
    """For each unit its code and the next free running number, three digits at least."""
    codes = {unit.code for unit in units}
    wanted = Q(pk=None)
    for code in codes:
        wanted |= Q(staff_no__startswith=code)
    taken = set(Person.objects.filter(wanted).values_list("staff_no", flat=True)) if codes else set()
    return {code: _free_numbers(code, taken) for code in codes}


def _free_numbers(code: str, taken: set[str]) -> Iterator[str]:
    own = re.compile(rf"{re.escape(code)}(\d{{3,}})\Z")
    last = max((int(found[1]) for number in taken if (found := own.match(number))), default=0)
    while True:
        last += 1
        number = f"{code}{last:03d}"
        if number not in taken:
            taken.add(number)
            yield number


def _change(rows: list[RowVerdict], units: dict[str, OrgUnit]) -> dict[str, Any]:
    wanted = [row.person_id for row in rows if row.person_id]
    people = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=wanted)}
    current = Posting.objects.select_for_update().current().filter(person__in=wanted)
    postings = {posting.person_id: posting for posting in current}
    undo: dict[str, Any] = {"people": {}, "postings": {}, "moved": []}
    changed: list[Posting] = []
    moving: list[tuple[Person, Posting | None, RowVerdict]] = []
    for row in rows:
        person = people[row.person_id]  # type: ignore[index]
        undo["people"][person.pk] = _change_person(person, row)
        posting = postings.get(person.pk)
        if "unit" in row.changes:
            moving.append((person, posting, row))
        elif posting:
            before = _change_posting(posting, row)
            if before:
                undo["postings"][posting.pk] = before
                changed.append(posting)
    save_columns(
        list(people.values()), {column for row in rows for name in row.changes for column in COLUMNS.get(name, ())}
    )
    save_columns(changed, {name for before in undo["postings"].values() for name in before})
    undo["moved"] = _move(moving, units)
    return undo


def save_columns(changed: list[Any], columns: Collection[str]) -> None:
    """Only the columns that changed somewhere: all of them take ten times as long."""
    if changed and columns:
        type(changed[0]).objects.bulk_update(changed, sorted(columns), batch_size=WRITTEN_AT_ONCE)


def _change_person(person: Person, row: RowVerdict) -> dict[str, list[str]]:
    """Before and after of each field, numbers in clear: the record of it is encrypted."""
    before: dict[str, list[str]] = {}
    for name, (_old, new) in row.changes.items():
        if name in SEALED_FIELDS:
            before[name] = [getattr(person, name), row.values[name]]
            set_field(person, name, row.values[name])
        elif name in (*PERSON_FIELDS, "status"):
            before[name] = [getattr(person, name), new]
            setattr(person, name, new)
    if "name" in before:
        before["corrected_pinyin"] = [person.corrected_pinyin, ""]
        set_name(person, person.name)
    return before


def _change_posting(posting: Posting, row: RowVerdict) -> dict[str, Any]:
    before: dict[str, Any] = {}
    for name, (_old, new) in row.changes.items():
        if name in (*POSTING_FIELDS, "track"):
            before[name] = [getattr(posting, name), new]
            setattr(posting, name, new)
    if "track" in before:
        before["track_confirmed"] = [posting.track_confirmed, True]
        posting.track_confirmed = True
    return before


def _move(
    moving: list[tuple[Person, Posting | None, RowVerdict]], units: dict[str, OrgUnit]
) -> list[dict[str, int | None]]:
    """End the postings and open the new ones today."""
    today = timezone.localdate()
    ended = [posting for _person, posting, _row in moving if posting]
    for posting in ended:
        posting.ended_on = max(today, posting.started_on)
    save_columns(ended, ["ended_on"])
    opened = Posting.objects.bulk_create(
        [
            Posting(person=person, unit=units[row.values["unit"]], started_on=today, **_posting_values(row.values))
            for person, _posting, row in moving
        ],
        batch_size=WRITTEN_AT_ONCE,
    )
    return [
        {"person": person.pk, "ended": posting.pk if posting else None, "opened": new.pk}
        for (person, posting, _row), new in zip(moving, opened, strict=True)
    ]
