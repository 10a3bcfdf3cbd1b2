"""What waits, and in whose hands it is. An app says it once, in its `waiting.py`, and registers it under the hook
`waiting`; the desks, the list behind their figures and the counts in the menu all come from there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail import hooks

from common.menu import PageAction


@dataclass(frozen=True)
class Wait:
    """One thing that waits: for what, since when, in whose hands, and where it is done. `due` is its last day, if it
    has one; `about` what it belongs to."""

    what: str
    since: date
    address: str
    whom: str = ""
    who: str = ""
    about: str = ""
    due: date | None = None
    do: str | Promise = ""

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today

    def days(self, today: date) -> int:
        return max((today - self.since).days, 0)


@dataclass(frozen=True)
class Waiting:
    """A kind of thing that waits. `rows` are those the user may know of, `shape` says them in words; both are asked
    only for users who are `concerned`. `unit` is the word behind a count, `entry` the entry of the menu that bears
    it."""

    code: str
    label: str | Promise
    unit: str | Promise
    icon: str
    order: int
    concerned: Callable[[Any], bool]
    rows: Callable[[Any], QuerySet[Any]]
    shape: Callable[[Any, QuerySet[Any]], list[Wait]]
    entry: str = ""


@dataclass(frozen=True)
class Figure:
    """A number on a desk beside what waits; it leads to its list. `more` is what else is worth knowing of it."""

    label: str | Promise
    n: int
    unit: str | Promise
    address: str
    icon: str
    order: int
    more: str = ""


@dataclass(frozen=True)
class Today:
    """Something of today, from one time to another, and what can be done about it."""

    begins: time
    what: str
    says: str = ""
    ends: time | None = None
    address: str = ""
    actions: Sequence[PageAction] = ()


@dataclass(frozen=True)
class Pile:
    """What waits of a kind, oldest first."""

    kind: Waiting
    waits: Sequence[Wait]
    late: int


class Counted(Subquery):
    """How many rows a statement has, as a column of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))


def kinds_for(user: Any) -> list[Waiting]:
    """The kinds of things that can wait for the user or for others before the user's eyes, in their order."""
    kinds = [kind for hook in hooks.get_hooks("waiting") for kind in hook()]
    return sorted((kind for kind in kinds if kind.concerned(user)), key=lambda kind: kind.order)


def piles_for(user: Any, today: date, *, only: str = "") -> list[Pile]:
    """What waits, kind by kind, or of one kind alone."""
    kinds = [kind for kind in kinds_for(user) if only in ("", kind.code)]
    return [_pile(kind, kind.shape(user, kind.rows(user)), today) for kind in kinds]


def _pile(kind: Waiting, waits: list[Wait], today: date) -> Pile:
    waits.sort(key=lambda wait: wait.since)
    return Pile(kind, waits, sum(wait.is_late(today) for wait in waits))


def figures_for(user: Any) -> list[Figure]:
    figures = [figure for hook in hooks.get_hooks("desk_figures") for figure in hook(user)]
    return sorted(figures, key=lambda figure: figure.order)


def today_for(request: HttpRequest, today: date) -> list[Today]:
    entries = [entry for hook in hooks.get_hooks("desk_today") for entry in hook(request, today)]
    return sorted(entries, key=lambda entry: entry.begins)


def actions_for(user: Any) -> list[PageAction]:
    """What somebody with the user's roles does most, each one click away."""
    actions = [action for hook in hooks.get_hooks("desk_actions") for action in hook(user)]
    return sorted(actions, key=lambda action: action.order)
