"""Which person of the roster a row means, and what it would change. Looked up by digests, never by a name alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.utils.translation import gettext as _

from people.choices import PersonStatus
from people.models import Person, Posting
from people.roster.verdicts import RowVerdict, error, warning

PERSON_FIELDS = (
    *("name", "sex", "ethnic_group", "birth_month", "political_status", "education"),
    *("tech_title", "staff_category", "office_phone", "remark"),
)
SEALED_FIELDS = ("id_number", "mobile", "spare_mobile")
POSTING_FIELDS = ("dept", "post", "post_level", "rank")
NEW, CHANGED, SAME = "new", "changed", "same"


class Entry(NamedTuple):
    """What the roster holds of a person, as far as a file may change it."""

    pk: int
    staff_no: str
    status: str
    name: str
    sex: str
    ethnic_group: str
    birth_month: str
    political_status: str
    education: str
    tech_title: str
    staff_category: str
    office_phone: str
    remark: str
    id_number_index: str | None
    mobile_index: str | None
    spare_mobile_index: str | None


class Place(NamedTuple):
    """Where somebody works, or else worked last."""

    person: int
    ended_on: date | None
    unit: str
    unit_path: str
    unit_name: str
    dept: str
    post: str
    post_level: str
    rank: str
    track: str
    track_confirmed: bool


PLACE_COLUMNS = ("person", "ended_on", "unit__code", "unit__path", "unit__short_name", *Place._fields[5:])


@dataclass
class Digests:
    """What the roster may hold of the numbers in a file, by field: one digest each, two while the key is changed."""

    by_field: dict[str, dict[str, list[str]]]

    @classmethod
    def of(cls, rows: list[RowVerdict]) -> "Digests":
        return cls(
            {
                name: getattr(Person, name).indexes_of({row.values[name] for row in rows if row.values.get(name)})
                for name in SEALED_FIELDS
            }
        )

    def get(self, row: RowVerdict, name: str) -> list[str]:
        return self.by_field[name].get(row.values.get(name, ""), [])


@dataclass
class Known:
    """People of the roster by everything a row may name them with."""

    entries: dict[int, Entry] = field(default_factory=dict)
    by_number: dict[str, Entry] = field(default_factory=dict)
    by_staff_no: dict[str, Entry] = field(default_factory=dict)
    by_mobile_and_name: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    by_name_and_unit: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)

    def look_up(self, column: str, wanted: Iterable[str]) -> None:
        """Load everybody who has one of these values: two statements, however many they are."""
        values = set(wanted)
        found = Person.objects.order_by().filter(**{f"{column}__one_of": values}) if values else Person.objects.none()
        entries = map(Entry._make, found.values_list(*Entry._fields))
        new = [entry for entry in entries if entry.pk not in self.entries]
        self._load_places({entry.pk for entry in new})
        for entry in new:
            self._add(entry)

    def _load_places(self, people: set[int]) -> None:
        if not people:
            return
        postings = Posting.objects.order_by("started_on").filter(person__id__one_of=people)
        for place in map(Place._make, postings.values_list(*PLACE_COLUMNS)):
            before = self.places.get(place.person)
            if before is None or before.ended_on is not None:
                self.places[place.person] = place

    def _add(self, entry: Entry) -> None:
        self.entries[entry.pk] = entry
        if entry.id_number_index:
            self.by_number[entry.id_number_index] = entry
        self.by_staff_no[entry.staff_no] = entry
        if entry.mobile_index:
            self.by_mobile_and_name.setdefault((entry.mobile_index, entry.name), []).append(entry)
        if place := self.places.get(entry.pk):
            self.by_name_and_unit.setdefault((entry.name, place.unit), []).append(entry)


def match_rows(verdicts: list[RowVerdict], *, may_move: Callable[[str], bool], may_reinstate: bool) -> None:
    """Gives every row that is not kept out its person, its outcome and the changes.

    `may_move` says of a unit's path whether the uploader keeps its roster too.
    """
    rows = [verdict for verdict in verdicts if verdict.values and not verdict.is_error]
    digests = Digests.of(rows)
    known = _known(rows, digests)
    seen: dict[int, RowVerdict] = {}
    for verdict in rows:
        person = _person_of(verdict, digests, known)
        if verdict.is_error:
            continue
        if person is None:
            verdict.outcome = NEW
            _warn_of_namesake(verdict, known)
            continue
        if person.pk in seen:
            message = _("Row %(row)s is the same person. Keep one of the two rows.")
            verdict.note([error("R31", message % {"row": seen[person.pk].row})])
            continue
        seen[person.pk] = verdict
        _compare(verdict, person, known.places.get(person.pk), digests, may_move, may_reinstate)


def _known(rows: list[RowVerdict], digests: Digests) -> Known:
    """Everybody one of the rows could mean. Mobile and name are asked for only where no number has been found."""
    known = Known()
    known.look_up("staff_no", filter(None, (row.values.get("staff_no") for row in rows)))
    known.look_up("id_number_index", chain.from_iterable(digests.get(row, "id_number") for row in rows))
    rest = [row for row in rows if not row.values.get("staff_no") and _by_number(row, digests, known) is None]
    known.look_up("mobile_index", chain.from_iterable(digests.get(row, "mobile") for row in rest))
    known.look_up("name", (row.values["name"] for row in rest))
    return known


def _by_number(verdict: RowVerdict, digests: Digests, known: Known) -> Entry | None:
    for digest in digests.get(verdict, "id_number"):
        if person := known.by_number.get(digest):
            return person
    return None


def _person_of(verdict: RowVerdict, digests: Digests, known: Known) -> Entry | None:
    """By staff number, ID number, mobile with name, then name in the unit."""
    values = verdict.values
    person = known.by_staff_no.get(values.get("staff_no", "")) or _by_number(verdict, digests, known)
    if person:
        return _same_name(verdict, person)
    if values.get("staff_no"):
        message = _("Nobody has the staff number %(number)s. Leave the cell empty for a new person.")
        verdict.note([error("staff_no_unknown", message % {"number": values["staff_no"]})], "staff_no")
        return None
    number = digests.get(verdict, "id_number")
    names = [(digest, values["name"]) for digest in digests.get(verdict, "mobile")]
    found = [one for key in names for one in known.by_mobile_and_name.get(key, []) if _may_be(one, number)]
    if not found:
        found = known.by_name_and_unit.get((values["name"], values["unit"]), [])
        found = [person for person in found if _may_be(person, number)]
    if len(found) > 1:
        message = _("Several people of the unit have this name. Add the ID number, the mobile or the staff number.")
        verdict.note([error("R20", message)], "name")
        return None
    return found[0] if found else None


def _may_be(person: Entry, number: list[str]) -> bool:
    """Nobody has two ID numbers."""
    return not number or not person.id_number_index or person.id_number_index in number


def _same_name(verdict: RowVerdict, person: Entry) -> Entry | None:
    name = verdict.values["name"]
    if name == person.name:
        return person
    values = {"name": person.name}
    if len(name) == len(person.name) and sum(a != b for a, b in zip(name, person.name, strict=True)) == 1:
        message = _("The roster calls this person “%(name)s”. The name of the list will be taken over.")
        verdict.note([warning("R31", message % values)], "name")
        return person
    message = _("The number belongs to “%(name)s” in the roster. Compare name and number.")
    verdict.note([error("R31", message % values)], "name")
    return None


def _warn_of_namesake(verdict: RowVerdict, known: Known) -> None:
    if known.by_name_and_unit.get((verdict.values["name"], verdict.values["unit"])):
        message = _("The unit has somebody of this name with another ID number. Look whether they are two people.")
        verdict.note([warning("R20", message)], "name")


def _compare(
    verdict: RowVerdict,
    person: Entry,
    place: Place | None,
    digests: Digests,
    may_move: Callable[[str], bool],
    may_reinstate: bool,
) -> None:
    verdict.person_id = person.pk
    values, changes = verdict.values, verdict.changes
    _note_changes(verdict, PERSON_FIELDS, person)
    for name in SEALED_FIELDS:
        if values.get(name) and getattr(person, f"{name}_index") not in digests.get(verdict, name):
            changes[name] = ("", "")
    _compare_posting(verdict, place)
    elsewhere = place is not None and values["unit"] != place.unit
    if elsewhere and place and not may_move(place.unit_path):
        message = _("This person works in another unit. Ask for the transfer (调入); the other unit agrees to it.")
        verdict.note([error("R44", message)], "unit")
    elif elsewhere and place:
        message = _("This person works at “%(unit)s” and would be transferred.") % {"unit": place.unit_name}
        verdict.note([warning("R44", message)], "unit")
    if person.status != PersonStatus.ACTIVE:
        changes["status"] = (person.status, PersonStatus.ACTIVE)
        message = _("By the roster this person has left or retired.")
        verdict.note([warning("R44", message) if may_reinstate else error("R44", message)])
    verdict.outcome = CHANGED if changes else SAME
    if verdict.outcome == SAME:
        _forget_known_doubts(verdict)


def _note_changes(verdict: RowVerdict, names: Iterable[str], held: Entry | Place) -> None:
    for name in names:
        new, old = verdict.values.get(name), getattr(held, name)
        if new and new != old:
            verdict.changes[name] = (old, new)


def _compare_posting(verdict: RowVerdict, place: Place | None) -> None:
    values, changes = verdict.values, verdict.changes
    if place is None or values["unit"] != place.unit:
        changes["unit"] = (place.unit if place else "", values["unit"])
        return
    _note_changes(verdict, POSTING_FIELDS, place)
    if values["track"] != place.track and values["track_is_confirmed"] and not place.track_confirmed:
        changes["track"] = (place.track, values["track"])


def _forget_known_doubts(verdict: RowVerdict) -> None:
    """The roster says the same already, so somebody has looked."""
    if not verdict.notes:
        return
    notes = [note for note in verdict.notes if note.code != "R30"]
    verdict.notes, verdict.status, verdict.code, verdict.message = [], "ok", "", ""
    verdict.note(notes)
