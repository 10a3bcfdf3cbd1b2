"""Whom a line means: by staff number, ID number, mobile with name, then name in the unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from people.models import Person, Posting

SEALED_FIELDS = ("id_number", "mobile", "spare_mobile")


class Line(NamedTuple):
    """What a line says of a person: numbers and name as they would be stored, the unit by its code."""

    name: str
    staff_no: str = ""
    id_number: str = ""
    mobile: str = ""
    unit: str = ""
    spare_mobile: str = ""


class PersonReason(StrEnum):
    STAFF_NO = "staff_no"
    ID_NUMBER = "id_number"
    MOBILE_AND_NAME = "mobile_and_name"
    NAME_AND_UNIT = "name_and_unit"
    NAME = "name"
    # Nobody is meant, because …
    UNKNOWN = "unknown"
    SEVERAL = "several"
    OTHER_NAME = "other_name"
    TWO_PEOPLE = "two_people"


SCORES = {
    PersonReason.STAFF_NO: 1.0,
    PersonReason.ID_NUMBER: 1.0,
    PersonReason.MOBILE_AND_NAME: 0.9,
    PersonReason.NAME_AND_UNIT: 0.6,
    PersonReason.NAME: 0.4,
}
# A name that differs in one character, with a number that fits.
VARIANT = 0.8


class Entry(NamedTuple):
    """What the roster holds of a person, as far as a list may name or change it."""

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
    started_on: date
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


PLACE_COLUMNS = (
    *("person", "started_on", "ended_on", "unit__code", "unit__path", "unit__short_name"),
    *Place._fields[6:],
)


class PersonMatch(NamedTuple):
    """`entry` is whom the line means; where it is nobody, `candidates` are those it may mean or contradicts."""

    entry: Entry | None
    reason: PersonReason
    candidates: tuple[Entry, ...] = ()
    # The name differs from the roster's in one character.
    is_variant: bool = False
    # The line has a staff number that nobody has; the answer was found without it.
    staff_no_unknown: bool = False

    @property
    def score(self) -> float:
        if self.entry is None:
            return 0.0
        return VARIANT if self.is_variant else SCORES[self.reason]


@dataclass
class Digests:
    """What the roster may hold of the numbers in lines, by field: one digest each, two while the key is changed."""

    by_field: dict[str, dict[str, list[str]]]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Digests":
        lines = list(lines)
        return cls(
            {
                name: getattr(Person, name).indexes_of({getattr(line, name) for line in lines} - {""})
                for name in SEALED_FIELDS
            }
        )

    def get(self, name: str, number: str) -> list[str]:
        return self.by_field[name].get(number, [])

    def all_of(self, name: str) -> set[str]:
        return set(chain.from_iterable(self.by_field[name].values()))


@dataclass
class Recogniser:
    """People of the roster by everything a line may name them with. `among` keeps to those somebody may see."""

    digests: Digests
    among: QuerySet[Person] | None = None
    entries: dict[int, Entry] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    by_number: dict[str, Entry] = field(default_factory=dict)
    by_staff_no: dict[str, Entry] = field(default_factory=dict)
    by_mobile: dict[str, list[Entry]] = field(default_factory=dict)
    by_name: dict[str, list[Entry]] = field(default_factory=dict)
    by_name_and_unit: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)

    @classmethod
    def load(cls, lines: Sequence[Line], among: QuerySet[Person] | None = None) -> "Recogniser":
        """Everybody one of the lines could mean, or who has a mobile it would give to somebody else. Names are asked
        for where no number was found."""
        known = cls(Digests.of(lines), among)
        known.look_up(
            staff_no={staff_no_key(line.staff_no) for line in lines},
            id_number_index=known.digests.all_of("id_number"),
        )
        owners = [known._by_key(line) if known.entries else None for line in lines]
        known.look_up(
            mobile_index=known._mobiles_of_others(lines, owners),
            name={line.name for line, owner in zip(lines, owners, strict=True) if owner is None},
        )
        return known

    def _mobiles_of_others(self, lines: Sequence[Line], owners: Sequence[Entry | None]) -> set[str]:
        """Digests of mobiles that are not known as the line's own person's."""
        found: set[str] = set()
        for line, owner in zip(lines, owners, strict=True):
            digests = self.digests.get("mobile", line.mobile) if line.mobile else []
            if owner is None or owner.mobile_index not in digests:
                found.update(digests)
        return found

    def look_up(self, **wanted: set[str]) -> None:
        """Load everybody who has one of these values in its column: two statements, however many they are."""
        asked = [Q(**{f"{column}__one_of": values}) for column, one in wanted.items() if (values := one - {""})]
        if not asked:
            return
        rows = (self.among if self.among is not None else Person.objects).order_by()
        found = map(Entry._make, rows.filter(reduce(or_, asked)).values_list(*Entry._fields))
        new = [entry for entry in found if entry.pk not in self.entries]
        self._load_places({entry.pk for entry in new})
        for entry in new:
            self._add(entry)

    def _load_places(self, people: set[int]) -> None:
        if not people:
            return
        postings = Posting.objects.order_by("started_on", "id").filter(person__id__one_of=people)
        for place in map(Place._make, postings.values_list(*PLACE_COLUMNS)):
            before = self.places.get(place.person)
            if before is None or before.ended_on is not None:
                self.places[place.person] = place

    def _add(self, entry: Entry) -> None:
        self.entries[entry.pk] = entry
        self.by_staff_no[staff_no_key(entry.staff_no)] = entry
        if entry.id_number_index:
            self.by_number[entry.id_number_index] = entry
        if entry.mobile_index:
            self.by_mobile.setdefault(entry.mobile_index, []).append(entry)
        self.by_name.setdefault(entry.name, []).append(entry)
        if place := self.places.get(entry.pk):
            self.by_name_and_unit.setdefault((entry.name, place.unit), []).append(entry)

    def _by_key(self, line: Line) -> Entry | None:
        """By staff number or ID number."""
        return self._by_staff_no(line) or self._by_id_number(line)

    def _by_staff_no(self, line: Line) -> Entry | None:
        return self.by_staff_no.get(staff_no_key(line.staff_no)) if line.staff_no else None

    def _by_id_number(self, line: Line) -> Entry | None:
        for digest in self.digests.get("id_number", line.id_number):
            if entry := self.by_number.get(digest):
                return entry
        return None

    def match(self, line: Line, *, by_name_alone: bool = False) -> PersonMatch:
        by_staff_no = self._by_staff_no(line)
        by_id_number = self._by_id_number(line)
        if by_staff_no and by_id_number and by_staff_no.pk != by_id_number.pk:
            return PersonMatch(None, PersonReason.TWO_PEOPLE, (by_staff_no, by_id_number))
        unknown = bool(line.staff_no) and by_staff_no is None
        if entry := by_staff_no or by_id_number:
            reason = PersonReason.STAFF_NO if by_staff_no else PersonReason.ID_NUMBER
            found = self._by_name(line, entry, reason)
        else:
            found = self._without_key(line, by_name_alone)
        return found._replace(staff_no_unknown=True) if unknown else found

    def _by_name(self, line: Line, entry: Entry, reason: PersonReason) -> PersonMatch:
        """A number means its owner only together with the name, or one that differs in one character; where no name is
        said, it is enough."""
        if line.name in ("", entry.name):
            return PersonMatch(entry, reason)
        if is_variant(line.name, entry.name):
            return PersonMatch(entry, reason, is_variant=True)
        return PersonMatch(None, PersonReason.OTHER_NAME, (entry,))

    def _without_key(self, line: Line, by_name_alone: bool) -> PersonMatch:
        mobiles = self.digests.get("mobile", line.mobile)
        owners = [one for mobile in mobiles for one in self.by_mobile.get(mobile, []) if one.name == line.name]
        namesakes = self.by_name_and_unit.get((line.name, line.unit), [])
        ways = [
            (PersonReason.MOBILE_AND_NAME, owners),
            (PersonReason.NAME_AND_UNIT, namesakes if line.unit else []),
            (PersonReason.NAME, self.by_name.get(line.name, []) if by_name_alone else []),
        ]
        for reason, people in ways:
            found = [person for person in people if self._may_be(person, line)]
            if len(found) > 1:
                return PersonMatch(None, PersonReason.SEVERAL, tuple(found))
            if found:
                return PersonMatch(found[0], reason)
        return PersonMatch(None, PersonReason.UNKNOWN, tuple(namesakes))

    def _may_be(self, person: Entry, line: Line) -> bool:
        """Nobody has two ID numbers."""
        digests = self.digests.get("id_number", line.id_number)
        return not digests or not person.id_number_index or person.id_number_index in digests


def staff_no_key(number: str) -> str:
    """Staff numbers are given in capitals and typed in either."""
    return number.strip().upper()


def is_variant(name: str, other: str) -> bool:
    """The same length and one character different: 李亚军 and 李压军."""
    return len(name) == len(other) > 1 and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def recognise_people(
    lines: Sequence[Line], *, among: QuerySet[Person] | None = None, by_name_alone: bool = False
) -> list[PersonMatch]:
    """The answer to each line, in their order."""
    known = Recogniser.load(lines, among)
    return [known.match(line, by_name_alone=by_name_alone) for line in lines]


def recognise_person(line: Line, *, among: QuerySet[Person] | None = None) -> PersonMatch:
    return recognise_people([line], among=among)[0]
