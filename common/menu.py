"""The menu and the landing pages are registered by the apps, never written in one place.

An app's `wagtail_hooks.py` returns `MenuItem`s for the hook `site_menu`, `Home`s for `role_home` and, for the checklist
of a new installation, `SetupStep`s for `setup_steps`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

# Groups of the menu in their order, with words and sign. What is one's own and what is the public's is no office work.
GROUPS = {
    "desk": (_("Desk"), "home"),
    "classes": (_("Classes"), "calendar"),
    "notices": (_("Notices"), "mail"),
    "learning": (_("Learning"), "book"),
    "exams": (_("Examinations"), "edit"),
    "reports": (_("Reports"), "chart-bar"),
    "people": (_("Units and people"), "building"),
    "partners": (_("Partners"), "heart-handshake"),
    "site": (_("Website"), "news"),
    "system": (_("System"), "settings"),
    "own": (pgettext_lazy("menu", "My own"), "user"),
    "public": (_("Public pages"), "news"),
}
NO_OFFICE_WORK = ("own", "public")
MENUS_KEPT = 256
TABS = 5


@dataclass(frozen=True)
class MenuItem:
    """`permission` depends on nothing but the roles of the user and whether there is a person behind the account."""

    label: str | Promise
    url_name: str
    permission: str | None
    order: int
    icon: str = "chevron-right"
    # Addresses that belong to the entry beside those below its own, as a regular expression.
    also: str = ""
    group: str = "own"
    # Fits below a sign on a phone.
    short: str | Promise = ""


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
class MenuGroup:
    code: str
    items: tuple[MenuItem, ...]

    @property
    def label(self) -> str | Promise:
        return GROUPS[self.code][0]

    @property
    def icon(self) -> str:
        return GROUPS[self.code][1]


@dataclass(frozen=True)
class Menu:
    """The groups in which the user has something."""

    groups: tuple[MenuGroup, ...]

    def __iter__(self) -> Iterator[MenuItem]:
        return (item for group in self.groups for item in group.items)

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def is_work(self) -> bool:
        """Whether there is more than what is one's own."""
        return any(group.code not in NO_OFFICE_WORK for group in self.groups)

    @property
    def tabs(self) -> list[MenuItem]:
        """What is one's own and stands at the bottom of a phone."""
        return [item for item in self if item.short][:TABS]


def menu_for(user: AbstractUser | AnonymousUser) -> Menu:
    """What the user may open, in order; an item without a permission is everyone's. Menus are kept by what they depend
    on, so that a page costs no questions of rights for them."""
    registered = tuple(hooks.get_hooks("site_menu"))
    return _menu(registered, _Standing(user))


class _Standing:
    """A user as far as menus tell users apart."""

    def __init__(self, user: AbstractUser | AnonymousUser) -> None:
        self.user = user
        roles = getattr(user, "scope", None)
        has_person = getattr(user, "person_id", None) is not None
        self.key = (user.is_authenticated, user.is_active, user.is_superuser, has_person, roles)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Standing) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=MENUS_KEPT)
def _menu(registered: tuple[Callable[[], list[MenuItem]], ...], standing: _Standing) -> Menu:
    items = [item for hook in registered for item in hook()]
    allowed = [item for item in items if item.permission is None or standing.user.has_perm(item.permission)]
    allowed.sort(key=lambda item: item.order)
    # Who is signed in has the search in the top and the verification in the footer.
    shown = [code for code in GROUPS if code != "public" or not standing.user.is_authenticated]
    groups = (MenuGroup(code, tuple(item for item in allowed if item.group == code)) for code in shown)
    return Menu(tuple(group for group in groups if group.items))


def home_of(role: str) -> str | None:
    """Name of the landing page registered for a role code."""
    homes = [home for hook in hooks.get_hooks("role_home") for home in hook()]
    return next((home.url_name for home in homes if home.role == role), None)
