"""The menu and the landing pages are registered by the apps, never written in one place.

An app's `wagtail_hooks.py` returns `MenuItem`s for the hook `site_menu`, `Home`s for `role_home` and, for the checklist
of a new installation, `SetupStep`s for `setup_steps`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True)
class MenuItem:
    label: str | Promise
    url_name: str
    permission: str | None
    order: int
    icon: str = "chevron-right"
    # Addresses that belong to the entry beside those below its own, as a regular expression.
    also: str = ""


@dataclass(frozen=True)
class Home:
    role: str
    url_name: str


@dataclass(frozen=True)
class PageAction:
    """A button that an app puts on a page of a lower one; those of several apps stand in one row by their order."""

    label: str | Promise
    address: str
    icon: str = "chevron-right"
    order: int = 0
    is_primary: bool = False


@dataclass(frozen=True)
class SetupStep:
    """One line of the checklist: `says` is how it stands, `address` where to go on, for who has the `permission`. A
    step with a `key` is about something shipped ready: the office may keep that as it is."""

    order: int
    label: str | Promise
    is_done: bool
    says: str
    address: str = ""
    permission: str = ""
    key: str = ""


@dataclass(frozen=True)
class Menu:
    """What stands in the bar, and what is behind “more” so that the bar stays one line."""

    bar: list[MenuItem]
    more: list[MenuItem]

    def __bool__(self) -> bool:
        return bool(self.bar)

    def __iter__(self) -> Iterator[MenuItem]:
        return iter(self.bar + self.more)


IN_THE_BAR = 8


def menu_for(user: AbstractUser | AnonymousUser) -> Menu:
    """What the user may open, in order; an item without a permission is everyone's."""
    items = [item for hook in hooks.get_hooks("site_menu") for item in hook()]
    allowed = [item for item in items if item.permission is None or user.has_perm(item.permission)]
    allowed.sort(key=lambda item: item.order)
    # One more than fits takes no more room than the word “more”.
    in_bar = len(allowed) if len(allowed) <= IN_THE_BAR + 1 else IN_THE_BAR
    return Menu(allowed[:in_bar], allowed[in_bar:])


def home_of(role: str) -> str | None:
    """Name of the landing page registered for a role code."""
    homes = [home for hook in hooks.get_hooks("role_home") for home in hook()]
    return next((home.url_name for home in homes if home.role == role), None)
