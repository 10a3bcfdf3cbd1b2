"""Lines somebody types: a staff number, or a name with or without the unit behind it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from common.characters import narrow
from people.models import OrgUnit, Person
from people.recognise.persons import Entry, Line, Recogniser
from people.recognise.units import MOST_CANDIDATES, UnitDirectory, UnitReason
from people.selectors import people_found_by


def units_named(text: str, units: QuerySet[OrgUnit]) -> tuple[list[OrgUnit], list[OrgUnit]]:
    """The one of the units that is called so or was, or those whose names come near."""
    match = UnitDirectory.load().find(text)
    is_meant = match.reason in (UnitReason.SAME, UnitReason.OTHER_NAME)
    rows = units.in_bulk([unit.pk for unit in (match.unit, *match.near) if unit])
    return (list(rows.values()), []) if is_meant else ([], list(rows.values()))


def people_named(text: str, people: QuerySet[Person]) -> tuple[list[Person], list[Person]]:
    """Those of the people a line may mean, or where it means none, those whose name, pinyin or number it begins."""
    [found] = people_typed([text], people)
    return found, [] if found else list(people.filter(pk__in=people_found_by(text))[:MOST_CANDIDATES])


class Typed(NamedTuple):
    """What a line may say: a staff number, else a name; a name alone says enough where no unit stands behind it."""

    number: Line
    name: Line
    by_name_alone: bool


def people_typed(lines: Sequence[str], among: QuerySet[Person]) -> list[list[Person]]:
    """For each line the people it may mean: one is found, several leave it open. As many statements for many lines as
    for one."""
    typed = _typed(lines)
    known = Recogniser.load([line for one in typed for line in (one.number, one.name)], among)
    found = [_meant(one, known) for one in typed]
    people = among.in_bulk({entry.pk for entries in found for entry in entries})
    return [[people[entry.pk] for entry in entries] for entries in found]


def _meant(typed: Typed, known: Recogniser) -> list[Entry]:
    match = known.match(typed.number)
    if match.entry is None:
        match = known.match(typed.name, by_name_alone=typed.by_name_alone)
    return [match.entry] if match.entry else list(match.candidates)


def _typed(lines: Sequence[str]) -> list[Typed]:
    words = [narrow(line).split() or [""] for line in lines]
    directory = UnitDirectory.load() if any(len(said) > 1 for said in words) else None
    return [_read(said, directory) for said in words]


def _read(words: list[str], directory: UnitDirectory | None) -> Typed:
    first, *rest = words
    number = Line(name="", staff_no=first)
    if not rest or directory is None:
        return Typed(number, Line(name=first), by_name_alone=True)
    unit = directory.find("".join(rest)).unit
    # A unit nobody knows is not passed over: the line says where the person works.
    return Typed(number, Line(name=first, unit=unit.code if unit else "?"), by_name_alone=False)
