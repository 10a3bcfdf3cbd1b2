"""The verbs of the unit editor, on a unit with one or three people and units beside and below."""

from people.choices import Role, UnitKind
from tests.factories.people import OrgUnitFactory, PersonFactory, user_with_role
from tests.support.verbs import Sent, verb

DATED = {"day": "2026-01-05", "reason": "宛编〔2026〕1号"}
NAMED = {"name": "新单位", "short_name": "新单位"}


def among(rows, **fields):
    """A unit with so many people, other names and neighbours on both sides."""
    OrgUnitFactory.create_batch(rows)
    unit = OrgUnitFactory(**fields)
    OrgUnitFactory.create_batch(rows)
    for n in range(rows):
        unit.aliases.create(name=f"旧名{n}")
    return unit


def sent(unit, form, **kwargs):
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"code": unit.code, **kwargs}, form)


@verb("people:unit_open", 24)
def open_one(rows):
    parent = among(rows)
    OrgUnitFactory.create_batch(rows, parent=parent)
    return sent(parent, {"code": "NEW", "kind": UnitKind.DIRECT_AGENCY, **NAMED, **DATED})


@verb("people:unit_rename", 23)
def rename(rows):
    return sent(among(rows), {**NAMED, **DATED})


@verb("people:unit_describe", 17)
def describe(rows):
    return sent(among(rows), {"kind": UnitKind.DIRECT_AGENCY})


@verb("people:unit_move", 23)
def move(rows):
    unit = among(rows)
    OrgUnitFactory.create_batch(rows, parent=unit)
    parent = OrgUnitFactory()
    OrgUnitFactory.create_batch(rows, parent=parent)
    return sent(unit, {"parent": parent.code, **DATED})


@verb("people:unit_close", 25)
def close(rows):
    return sent(among(rows), DATED)


@verb("people:unit_merge", 34)
def merge(rows):
    unit, into = among(rows), OrgUnitFactory()
    PersonFactory.create_batch(rows, unit=unit)
    liaisons = [user_with_role(Role.LIAISON, unit).role_assignments.get().pk for _n in range(rows)]
    return sent(unit, {"into": into.code, "liaisons": liaisons, **DATED})


@verb("people:unit_split", (36, 38))
def split(rows):
    unit = among(rows)
    people = [person.pk for person in PersonFactory.create_batch(rows, unit=unit)]
    return sent(unit, {"code": "NEW", "people": people, **NAMED, **DATED})


@verb("people:unit_reorder", (22, 24))
def reorder(rows):
    unit = among(rows)
    PersonFactory.create_batch(rows, unit=unit)
    return sent(unit, {"place": "up"})


@verb("people:unit_alias_add", 13)
def add_name(rows):
    return sent(among(rows), {"name": "别名"})


@verb("people:unit_alias_remove", 11)
def remove_name(rows):
    unit = among(rows)
    return sent(unit, None, pk=unit.aliases.first().pk)
