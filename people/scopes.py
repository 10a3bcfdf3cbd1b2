"""What a user's current roles reach in the tree of units; loaded once a request."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

STEP_END = "ZZZZ"
ROOT_LENGTH = len(STEP_END)
NOTHING = Q(pk__in=())


def subtree(path: str, field: str = "path") -> Q:
    """A unit and all below it. A range, because SQLite scans the table for a prefix match."""
    return Q(**{f"{field}__range": (path, path + STEP_END)})


@dataclass(frozen=True)
class Grant:
    role: str
    path: str
    with_subordinates: bool

    def covers(self, path: str) -> bool:
        return path.startswith(self.path) if self.with_subordinates else path == self.path


@dataclass(frozen=True)
class Scope:
    grants: tuple[Grant, ...] = ()

    def has(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.grants)

    def has_whole_tree(self, *roles: str) -> bool:
        return any(g.role in roles and g.with_subordinates and len(g.path) == ROOT_LENGTH for g in self.grants)

    def reach(self, field: str, roles: Iterable[str] = ()) -> Q:
        """Condition on a unit's path: inside what the given roles (any role without them) reach."""
        roles = tuple(roles)
        condition = NOTHING
        for grant in self.grants:
            if not roles or grant.role in roles:
                one = subtree(grant.path, field) if grant.with_subordinates else Q(**{field: grant.path})
                condition = condition | one
        return condition

    def covers(self, path: str, *roles: str) -> bool:
        return any(grant.covers(path) for grant in self.grants if not roles or grant.role in roles)
