"""What a list of people changes in the roster, by the services of `people`, and how that is taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.kinds import Written
from intake.models import ListImport
from intake.services.touched import refuse_touched
from intake.verdicts import RowVerdict
from people.models import OrgUnit, Person, Posting, User
from people.recognise.persons import SEALED_FIELDS
from people.services.postings import (
    Moved,
    PostingChange,
    correct_postings,
    post_people,
    reinstate_people,
    take_back_postings,
)
from people.services.registering import NewPerson, change_people, register_people, take_back_people
from roster.people_list.matching import NEW, PERSON_FIELDS, POSTING_FIELDS
from roster.services.mobiles import tell_of_shared_mobiles

MOST_NAMED = 5
OF_POSTING = (*POSTING_FIELDS, "track")
# What somebody keeps in another unit where the list says nothing of it: a rank is the person's, a post the unit's.
KEPT_IN_A_MOVE = ("post_level", "rank")


def enter_rows(rows: list[RowVerdict], *, day: date, corrected: set[str], by: User | None) -> Written:
    """Take rows over: `day` is when new postings begin, `corrected` names the rows whose posting was only mistyped."""
    units = _units_of(rows)
    new = [row for row in rows if row.outcome == NEW]
    known = [row for row in rows if row.outcome != NEW]
    entries = [_new_person(row, units) for row in new]
    created = register_people(entries=entries, started_on=min(day, timezone.localdate()), by=by) if entries else []
    fields = {row.target_id: values for row in known if row.target_id and (values := _person_values(row))}
    people = change_people(changes=fields, by=by) if fields else {}
    moved, postings = _change_postings(known, units, day, corrected, by) if known else ([], {})
    numbered = [key for key, values in fields.items() if "mobile" in values]
    tell_of_shared_mobiles([*(person.pk for person in created), *numbered], by=by)
    undo = {"created": [person.pk for person in created], "people": people, "postings": postings, "moved": moved}
    return Written(len(created), len(known), undo)


def _units_of(rows: Iterable[RowVerdict]) -> dict[str, OrgUnit]:
    codes = {row.values["unit"] for row in rows}
    return {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=codes)}


def _new_person(row: RowVerdict, units: dict[str, OrgUnit]) -> NewPerson:
    values = row.values
    fields = {name: values.get(name, "") for name in (*PERSON_FIELDS, *SEALED_FIELDS)}
    return NewPerson(unit=units[values["unit"]], fields=fields, posting=_posting_values(values))


def _posting_values(values: dict[str, str]) -> dict[str, Any]:
    own: dict[str, Any] = {name: values.get(name, "") for name in POSTING_FIELDS}
    return {**own, "track": values["track"], "track_confirmed": bool(values["track_is_confirmed"])}


def _person_values(row: RowVerdict) -> dict[str, str]:
    names = [name for name in row.changes if name in (*PERSON_FIELDS, *SEALED_FIELDS)]
    return {name: row.values[name] for name in names}


def _change_postings(
    rows: list[RowVerdict], units: dict[str, OrgUnit], day: date, corrected: set[str], by: User | None
) -> tuple[list[list[Any]], dict[int, dict[str, list[Any]]]]:
    """Other posts from the day on, mistyped ones put right, and who is in post again."""
    current = _current_postings(rows)
    corrections: dict[int, dict[str, Any]] = {}
    posted, reinstated = [], []
    for row in rows:
        person, posting = row.target_id or 0, current.get(row.target_id or 0)
        if "status" in row.changes:
            reinstated.append(PostingChange(person, units[row.values["unit"]], _details(row, None)))
        elif "unit" in row.changes:
            posted.append(PostingChange(person, units[row.values["unit"]], _details(row, posting)))
        elif posting and (changed := _posting_changes(row)):
            if row.key in corrected or posting.started_on >= day or set(changed) <= {"track", "track_confirmed"}:
                corrections[person] = changed
            else:
                posted.append(PostingChange(person, units[row.values["unit"]], {**_held(posting), **changed}))
    moved = post_people(changes=posted, day=day, by=by) if posted else []
    moved += reinstate_people(changes=reinstated, day=day, by=by) if reinstated else []
    return [list(one) for one in moved], correct_postings(corrections=corrections, by=by) if corrections else {}


def _current_postings(rows: list[RowVerdict]) -> dict[int, Posting]:
    people = [row.target_id for row in rows]
    return {posting.person_id: posting for posting in Posting.objects.current().filter(person__in=people)}


def _details(row: RowVerdict, posting: Posting | None) -> dict[str, Any]:
    """The posting a row describes, with what the person keeps where the row says nothing."""
    details = _posting_values(row.values)
    for name in KEPT_IN_A_MOVE if posting else ():
        details[name] = details[name] or getattr(posting, name)
    return details


def _held(posting: Posting) -> dict[str, Any]:
    return {name: getattr(posting, name) for name in (*OF_POSTING, "track_confirmed")}


def _posting_changes(row: RowVerdict) -> dict[str, Any]:
    changed: dict[str, Any] = {name: new for name, (_old, new) in row.changes.items() if name in OF_POSTING}
    return {**changed, "track_confirmed": True} if "track" in changed else changed


def take_rows_back(undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
    """Everything as it was, or NotAllowed with the names of those who were changed since."""
    refuse_touched(listing=listing, model=Person, keys=_touched_by(undo))
    if undo["moved"]:
        take_back_postings(moves=[Moved(*move) for move in undo["moved"]], by=by)
    if undo["postings"]:
        _restore_postings(undo["postings"], by)
    if undo["people"]:
        _restore_people(undo["people"], by)
    if undo["created"]:
        _remove(undo["created"], by)


def _touched_by(undo: dict[str, Any]) -> set[int]:
    """The people a list made, changed or posted."""
    moved = {Moved(*move).person for move in undo["moved"]}
    touched = {*undo["created"], *map(int, undo["people"]), *moved}
    if undo["postings"]:
        corrected = Posting.objects.filter(pk__one_of={int(key) for key in undo["postings"]})
        touched.update(corrected.values_list("person", flat=True))
    return touched


def _remove(created: list[int], by: User | None) -> None:
    try:
        take_back_people(people=created, by=by)
    except ProtectedError as error:
        people = {row.person if hasattr(row, "person") else row for row in error.protected_objects}
        raise changed_since(sorted({str(person) for person in people})) from error


def changed_since(names: list[str]) -> NotAllowed:
    message = _("Changed since the import, so it cannot be undone as a whole: %(names)s. Put these right by hand.")
    shown = "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    return NotAllowed(message % {"names": shown}, code="changed_since")


def _restore_postings(before: dict[str, dict[str, list[Any]]], by: User | None) -> None:
    postings = {str(one.pk): one for one in Posting.objects.filter(pk__in=before).select_related("person")}
    changed = [
        postings[key].person.name if key in postings else key
        for key, values in before.items()
        if key not in postings or postings[key].ended_on or not _stands(postings[key], values)
    ]
    if changed:
        raise changed_since(changed)
    old = {postings[key].person_id: {name: pair[0] for name, pair in values.items()} for key, values in before.items()}
    correct_postings(corrections=old, by=by)


def _restore_people(before: dict[str, dict[str, list[Any]]], by: User | None) -> None:
    people = {str(person.pk): person for person in Person.objects.filter(pk__in=before)}
    if changed := [person.name for key, person in people.items() if not _stands(person, before[key])]:
        raise changed_since(changed)
    old = {int(key): {name: pair[0] for name, pair in values.items()} for key, values in before.items()}
    change_people(changes=old, by=by)


def _stands(row: Person | Posting, before: dict[str, list[Any]]) -> bool:
    return all(getattr(row, name) == after for name, (_old, after) in before.items())
