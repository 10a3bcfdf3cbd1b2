"""What a user's current roles reach in the tree of units; loaded once a request."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

STEP_END = "ZZZZ"
# Of the path of a root, which is also one step of any path.
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

    def reach_below(self, field: str, roles: Iterable[str], *, from_root: bool = False) -> Q:
        """Condition on a unit's path: where one of the roles reaches whatever stands below, too; `from_root` asks for
        a role over the whole tree."""
        condition = NOTHING
        for grant in self.grants:
            wide = grant.with_subordinates and (not from_root or len(grant.path) == ROOT_LENGTH)
            if grant.role in roles and wide:
                condition = condition | subtree(grant.path, field)
        return condition

    def covers_from_root(self, path: str, *roles: str) -> bool:
        """One of the roles reaches the whole tree the path is in."""
        root = path[:ROOT_LENGTH]
        return any(grant.role in roles and grant.with_subordinates and grant.path == root for grant in self.grants)

    def covers_below(self, path: str, *roles: str) -> bool:
        """One of the roles reaches what stands, or would stand, below the unit."""
        return any(grant.role in roles and grant.with_subordinates and grant.covers(path) for grant in self.grants)

    def covers(self, path: str, *roles: str) -> bool:
        return any(grant.covers(path) for grant in self.grants if not roles or grant.role in roles)
