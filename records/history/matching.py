"""Whose training a row is, and whether the ledger holds it already."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from intake.choices import ImportState
from intake.kinds import Judging
from intake.units import notes_on
from intake.verdicts import SKIPPED, RowVerdict, error, warning
from people.choices import PersonStatus, Track
from people.models import Person, User
from people.recognise import Line, PersonMatch, PersonReason, Recogniser, UnitDirectory, UnitMatch
from people.recognise.persons import Entry
from records.models import CreditEntry
from records.roles import ROLES

NEW, SAME = "new", "same"
Key = tuple[int, str, int, Decimal]


@dataclass(frozen=True)
class Matcher:
    """`by` keeps to whose hours the uploader keeps; on the machine itself they are everybody's."""

    directory: UnitDirectory
    known: Recogniser
    by: User | None

    def match(self, verdict: RowVerdict, line: Line, unit: UnitMatch) -> None:
        match = self.known.match(line)
        entry = match.entry if self._may_know(match) else None
        if entry is None:
            verdict.note(notes_on(unit) if verdict.unit_text else (), "unit")
            self._not_found(verdict, match)
            return
        if self.by and self.by.person_id == entry.pk:
            verdict.note([error("own_hours", _("Your own hours are brought in by somebody else."))], "name")
        if match.reason == PersonReason.NAME_AND_UNIT:
            verdict.note(notes_on(unit), "unit")
        _doubt(verdict, match, entry)
        place = self.known.places.get(entry.pk)
        verdict.target_id = entry.pk
        verdict.values["unit_name"] = (verdict.unit_text or (place.unit_name if place else ""))[:100]
        verdict.values["post"] = verdict.values["post"] or (place.post if place else "")
        verdict.values["track"] = place.track if place else Track.STAFF

    def _may_know(self, match: PersonMatch) -> bool:
        people = [match.entry] if match.entry else match.candidates
        return self.by is None or all(self._keeps(person) for person in people)

    def _keeps(self, person: Entry) -> bool:
        place = self.known.places.get(person.pk)
        return (
            place is not None
            and self.by is not None
            and self.by.scope.covers(place.unit_path, *ROLES.who("keep_records"))
        )

    def _not_found(self, verdict: RowVerdict, match: PersonMatch) -> None:
        code, message = "person_unknown", _("Nobody in the roster fits. Import the roster first, or add the ID number.")
        if not self._may_know(match):
            message = _("Nobody in the roster of your units fits. Ask the unit where this person works.")
        elif match.reason == PersonReason.SEVERAL:
            code, message = "R20", _("Several people fit. Add the ID number, the mobile or the staff number.")
        elif match.reason == PersonReason.TWO_PEOPLE:
            message = _("Staff number and ID number are those of two people: %(names)s. Compare both with the card.")
            code, message = "R31", message % {"names": "、".join(one.name for one in match.candidates)}
        elif match.reason == PersonReason.OTHER_NAME:
            message = _("The number belongs to “%(name)s” in the roster. Compare name and number.")
            code, message = "R31", message % {"name": match.candidates[0].name}
        elif match.candidates:
            message = _("The unit has somebody of this name with another ID number. Look whether they are two people.")
        verdict.note([error(code, message)], "name")


def _doubt(verdict: RowVerdict, match: PersonMatch, entry: Entry) -> None:
    if match.is_variant:
        message = _("The roster calls this person “%(name)s”. Look whether it is the same person.")
        verdict.note([warning("R31", message % {"name": entry.name})], "name")
    if match.staff_no_unknown:
        message = _("Nobody has the staff number %(number)s; the person was found without it.")
        verdict.note([warning("staff_no_unknown", message % {"number": verdict.values["staff_no"]})], "staff_no")


def match_rows(verdicts: list[RowVerdict], judging: Judging) -> None:
    """Gives every row that is not kept out its person and its outcome; who retired or left is found too."""
    rows = [verdict for verdict in verdicts if not verdict.is_error and verdict.status != SKIPPED]
    directory, fallback = judging.directory, UnitMatch(judging.fallback_unit)
    units = [directory.find(row.unit_text) if row.unit_text else fallback for row in rows]
    lines = [_line(row, match) for row, match in zip(rows, units, strict=True)]
    known = Recogniser.load(lines, Person.objects.exclude(status=PersonStatus.MERGED))
    matcher = Matcher(directory, known, judging.by)
    for row, line, match in zip(rows, lines, units, strict=True):
        matcher.match(row, line, match)
    _say_outcomes([row for row in rows if not row.is_error])


def _line(row: RowVerdict, unit: UnitMatch) -> Line:
    numbers = {name: row.values[name] for name in ("name", "staff_no", "id_number", "mobile")}
    return Line(**numbers, unit=unit.unit.code if unit.unit else "")


def _say_outcomes(rows: list[RowVerdict]) -> None:
    """What stands as an opening entry, or in a row above, is not posted again."""
    standing, above = Openings.load(), Openings()
    for row in rows:
        row.outcome = SAME if row in standing or row in above else NEW
        if row in above:
            message = _("A row above says the same; it counts once. If they are two trainings, write the day of each.")
            row.note([warning("R31", message)], "period")
        above.add(*_told(row))


@dataclass
class Openings:
    """Trainings of earlier years, by whose, title, year and hours, with the days they began, empty where none is told.
    A training that came on several days is several; without a day it is the one that is there."""

    begun: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def load(cls) -> "Openings":
        """Those that have not been taken back; two entries of one person are one by now."""
        openings = cls()
        entries = CreditEntry.objects.filter(opening__listing__state=ImportState.COMMITTED)
        whose = Coalesce("person__merged_into", "person")
        for *key, day in entries.values_list(whose, "source", "year", "hours", "opening__starts_on"):
            openings.add((key[0], key[1], key[2], key[3]), f"{day or ''}")
        return openings

    def add(self, key: Key, day: str) -> None:
        self.begun[key].add(day)

    def __contains__(self, row: RowVerdict) -> bool:
        key, day = _told(row)
        days = self.begun.get(key, set())
        return bool(days) and (not day or not days.isdisjoint({day, ""}))


def _told(row: RowVerdict) -> tuple[Key, str]:
    values = row.values
    key = row.target_id or 0, values["title"], int(values["year"]), Decimal(values["hours"])
    return key, values["starts_on"]
