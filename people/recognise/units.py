"""Which unit is meant. A unit is never made here: what cannot be told is left for somebody to choose."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from common.characters import plain_radicals, squeezed
from people.models import OrgUnit, UnitAlias

MOST_CANDIDATES = 5
LONGEST_UNIT = 50
# Looking for names that come near takes long; a file with more unknown units has another trouble.
MOST_SEARCHES = 100
# An inner department at the beginning of what follows the unit's name.
DEPARTMENT = re.compile(r"(办公室|.{2,20}?(?:支队|大队|中队|中心|办公室|科|处|股|室|所|站))(?=[^员级])")
BRACKETED = re.compile(r"^[（(\[【]?([^（）()\[\]【】]*)[）)\]】]$")
# Ends an inner department; anything else behind a unit's name may be a unit of its own.
INNER = re.compile(r"(?:科|室|处|股|队|所|站|组|部|办|中心|窗口)\Z")


class UnitReason(StrEnum):
    """Why a unit is meant, or why none is."""

    SAME = "same"
    OTHER_NAME = "other_name"
    WITH_DEPARTMENT = "with_department"
    # What follows the unit's name may be a unit of its own.
    PERHAPS_DEPARTMENT = "perhaps_department"
    # Unit, department and post stood in one cell.
    DIVIDED = "divided"
    UNKNOWN = "unknown"
    MISSING = "missing"


SCORES = {
    UnitReason.SAME: 1.0,
    UnitReason.OTHER_NAME: 0.9,
    UnitReason.DIVIDED: 0.9,
    UnitReason.WITH_DEPARTMENT: 0.8,
    UnitReason.PERHAPS_DEPARTMENT: 0.5,
}


class UnitMatch(NamedTuple):
    """`near` are units whose names come near, where none is meant."""

    unit: OrgUnit | None = None
    dept: str = ""
    reason: UnitReason = UnitReason.SAME
    text: str = ""
    near: tuple[OrgUnit, ...] = ()

    @property
    def score(self) -> float:
        return SCORES.get(self.reason, 0.0)


@dataclass
class UnitDirectory:
    """Every open unit by all it may be called; closed ones stand for the unit they were merged into."""

    city: str
    exact: dict[str, OrgUnit] = field(default_factory=dict)
    aliases: dict[str, OrgUnit] = field(default_factory=dict)
    loose: dict[str, OrgUnit | None] = field(default_factory=dict)
    # By the whole code and by the organisation code of nine characters inside it.
    by_uscc: dict[str, OrgUnit] = field(default_factory=dict)
    chosen: dict[str, OrgUnit] = field(default_factory=dict)
    memo: dict[str, UnitMatch] = field(default_factory=dict)
    unknown: int = 0

    @classmethod
    def load(cls, chosen: dict[str, OrgUnit] | None = None) -> "UnitDirectory":
        """`chosen` holds what the uploader picked earlier for texts that fit no unit."""
        units = {unit.pk: unit for unit in OrgUnit.objects.get_queryset().select_related("merged_into")}
        root = next((unit.name for unit in units.values() if unit.depth == 1), "")
        directory = cls(city=root.removesuffix("市"), chosen=chosen or {})
        for unit in units.values():
            directory.enter(unit, [unit.name, unit.short_name, unit.code])
        for alias in UnitAlias.objects.all():
            directory.enter(units[alias.unit_id], [alias.name], directory.aliases)
        return directory

    def enter(self, unit: OrgUnit, names: Iterable[str], table: dict[str, OrgUnit] | None = None) -> None:
        table = self.exact if table is None else table
        target = unit
        while target.closed_on and target.merged_into:
            target = target.merged_into
        if target.closed_on:
            return
        if unit is not target:
            table = self.aliases
        for name in names:
            table.setdefault(name, target)
            key = self._loose_key(name)
            # A short form two units share names neither of them.
            self.loose[key] = target if self.loose.get(key, target) == target else None
        if target.uscc:
            self.by_uscc[target.uscc] = self.by_uscc[target.uscc[8:17]] = target

    def _loose_key(self, name: str) -> str:
        plain = squeezed(plain_radicals(name))
        bare = re.sub(rf"^(?:中共)?(?:{self.city}市|{self.city})?(?:人民政府|人民|市委)?市?", "", plain) or plain
        return bare.replace("和", "").replace("与", "")

    def named(self, text: str) -> OrgUnit | None:
        """The unit whose name, former name or short form this is."""
        name = text.strip()
        return (
            self.exact.get(name)
            or self.chosen.get(name)
            or self.aliases.get(name)
            or self.loose.get(self._loose_key(name))
        )

    def find(self, text: str) -> UnitMatch:
        """The unit of a cell, with the department glued to its name."""
        if text not in self.memo:
            self.memo[text] = self._find(text)
        return self.memo[text]

    def _find(self, text: str) -> UnitMatch:
        name = text.strip()
        if unit := self.exact.get(name) or self.chosen.get(name):
            return UnitMatch(unit, text=name)
        if unit := self.named(name):
            return UnitMatch(unit, reason=UnitReason.OTHER_NAME, text=text)
        return self._with_department(name) or self._unknown(name)

    def _with_department(self, name: str) -> UnitMatch | None:
        unit, rest = self._cut(name)
        if unit is None:
            return None
        is_inner = INNER.search(rest) is not None
        reason = UnitReason.WITH_DEPARTMENT if is_inner else UnitReason.PERHAPS_DEPARTMENT
        return UnitMatch(unit, rest[:50], reason, name)

    def _cut(self, name: str) -> tuple[OrgUnit | None, str]:
        """The longest beginning that is a unit, and the rest."""
        for end in range(min(len(name) - 1, LONGEST_UNIT), 2, -1):
            rest = name[end:].strip(" \u3000-—/·")
            head = name[:end]
            unit = self.exact.get(head) or self.aliases.get(head) or self.loose.get(self._loose_key(head))
            if unit and rest and unit.depth > 1:
                return unit, BRACKETED.sub(r"\1", rest)
        return None, ""

    def split(self, text: str) -> tuple[UnitMatch, str]:
        """The unit and its department, and the post, out of one cell 单位及职务."""
        name = plain_radicals(text).strip()
        if name in self.exact:
            return UnitMatch(self.exact[name], text=name), ""
        unit, rest = self._cut(name)
        if unit is None:
            return self.find(text), ""
        found = DEPARTMENT.match(rest)
        dept = found[1] if found else rest if INNER.search(rest) else ""
        return UnitMatch(unit, dept, UnitReason.DIVIDED, text), rest[len(dept) :]

    def candidates(self, text: str) -> list[OrgUnit]:
        """Units whose names come nearest, for somebody to choose from."""
        keys = [key for key, unit in self.loose.items() if unit]
        near = difflib.get_close_matches(self._loose_key(text), keys, n=MOST_CANDIDATES * 2, cutoff=0.4)
        units = dict.fromkeys(self.loose[key] for key in near)
        return [unit for unit in units if unit][:MOST_CANDIDATES]

    def _unknown(self, text: str) -> UnitMatch:
        if not text:
            return UnitMatch(reason=UnitReason.MISSING)
        self.unknown += 1
        near = tuple(self.candidates(text)) if self.unknown <= MOST_SEARCHES else ()
        return UnitMatch(reason=UnitReason.UNKNOWN, text=text, near=near)
