"""What the roster still lacks: access units without a liaison or a backup, people without what training needs to know."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count

from people.models import OrgUnit, Posting, User
from people.roles import ROLES
from people.selectors.gaps import PERSON_GAPS, postings_in_post, with_liaisons


def roster_is_empty(user: User) -> bool:
    """Whether somebody who brings people in has nobody in their reach yet."""
    return user.has_perm("roster.import_roster") and not Posting.objects.visible_to(user).exists()


def people_in_reach(user: User) -> dict[str, int]:
    """People in post in the user's reach, and those of whom something is lacking."""
    postings = postings_in_post().filter(user.scope.reach("unit__path", ROLES.who("keep_tree")))
    lacking = reduce(or_, PERSON_GAPS.values())
    return postings.aggregate(
        people=Count("person", distinct=True), lacking=Count("person", filter=lacking, distinct=True)
    )


@dataclass
class UnitGaps:
    unit: OrgUnit
    people: int = 0
    lacking: Counter[str] = field(default_factory=Counter)

    @property
    def is_complete(self) -> bool:
        return not self.lacking and self.unit.has_liaison and self.unit.has_backup


@dataclass(frozen=True)
class Completeness:
    rows: list[UnitGaps]
    people: int
    lacking: Counter[str]
    without_liaison: int
    without_backup: int


def completeness(user: User) -> Completeness:
    """Access units in the user's reach, each with everybody posted to it or below; two statements.

    The figures of the whole count everybody in the user's reach, also who is below no access unit.
    """
    reach = user.scope.reach("path", ROLES.who("keep_tree"))
    units = with_liaisons(OrgUnit.objects.filter(reach, is_access_unit=True, closed_on=None)).order_by("path")
    rows = {unit.path: UnitGaps(unit) for unit in units}
    postings = postings_in_post().filter(user.scope.reach("unit__path", ROLES.who("keep_tree")))
    facts = postings.values_list(
        "unit__path", "track_confirmed", "post", "person__id_number_index", "person__mobile_index"
    )
    people, lacking = 0, Counter[str]()
    for path, *known in facts.iterator():
        gaps = [gap for gap, value in zip(PERSON_GAPS, known, strict=True) if not value]
        people += 1
        lacking.update(gaps)
        for row in _rows_above(rows, path):
            row.people += 1
            row.lacking.update(gaps)
    found = list(rows.values())
    return Completeness(
        rows=found,
        people=people,
        lacking=lacking,
        without_liaison=sum(not row.unit.has_liaison for row in found),
        without_backup=sum(not row.unit.has_backup for row in found),
    )


def _rows_above(rows: dict[str, UnitGaps], path: str) -> list[UnitGaps]:
    """Access units at or above a path."""
    places = [path[:end] for end in range(OrgUnit.steplen, len(path) + 1, OrgUnit.steplen)]
    return [rows[place] for place in places if place in rows]
