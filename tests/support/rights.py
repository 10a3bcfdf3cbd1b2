"""Who gets through which door: one entry a route, written beside the app's tests, tried as every role.

`tests/<app>/rights.py` holds `RIGHTS`, keyed by the route's full name, and may hold `extend(world)`.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from people.choices import Role, Track, UnitKind
from people.models import OrgUnit, Person, User
from tests.factories.accounts import raw_token
from tests.factories.people import unit_at
from tests.factories.training import PersonFactory, UnitFactory, UserFactory, city_root, with_role

ANONYMOUS = "anonymous"
EVERY_ROLE = frozenset(Role.values)
EVERYONE = EVERY_ROLE | {ANONYMOUS}
BACKEND = "accounts.backends.AccountBackend"

# Other people's doors: allauth's, which our adapter and urls have already cut down (tests/people/test_signin.py),
# and Wagtail's editor, documents and pages, whose rights are Wagtail's own groups and view restrictions.
OTHER_PREFIXES = ("accounts/", "editor/", "documents/")
OTHER_URLCONFS = ("wagtail.urls",)
APPS = (
    "lms",
    "people",
    "notifications",
    "accounts",
    "intake",
    "roster",
    "training",
    "admission",
    "attendance",
    "reports",
    "cms",
    "records",
    "questions",
    "courses",
    "exams",
    "partners",
)


@dataclass(frozen=True)
class Route:
    """`allowed` get through; the others see `denied`, or the sign-in page when they are not signed in."""

    allowed: frozenset[str] | set[str]
    kwargs: Callable[["World"], dict[str, Any]] = field(default=lambda world: {})
    method: str = "get"
    denied: int = 403
    query: str = ""
    # Roles that see something else than `denied`: they may know of the row, but not act on it, or the reverse.
    otherwise: dict[str, int] = field(default_factory=dict)
    # Entered with a token of the widest scope instead of a sign-in.
    by_token: bool = False
    # Roles that get to this row because of the person, not of a place in the tree, and why: assigned, enrolled, own.
    personal: Mapping[str, str] = field(default_factory=dict)
    # Why the row is the city's and not unit A's; a role in the city alone then opens it.
    of_city: str = ""
    # Whether the address names a row at all; a kind of list is none.
    names_a_row: bool = True

    def status(self, role: str) -> int | None:
        """What a holder of the role sees; None for being let through."""
        return None if role in self.allowed else self.otherwise.get(role, self.denied)


@dataclass
class World:
    """A small city: unit A with one below it, a sibling, a twin whose place and code begin alike, a partner; and
    one user a role. Liaison and the like belong to A; officer, HR, leader and administrators to the city."""

    root: OrgUnit
    unit: OrgUnit
    below: OrgUnit
    sibling: OrgUnit
    twin: OrgUnit
    partner: OrgUnit
    person: Person
    users: dict[str, User]
    extra: SimpleNamespace


CITY_ROLES = (
    Role.SYSADMIN,
    Role.SECADMIN,
    Role.AUDITADMIN,
    Role.TRAINING_OFFICER,
    Role.HR,
    Role.VIEWER,
    Role.CLASS_TEACHER,
    Role.EDITOR,
)


def make_world() -> World:
    root = city_root()
    unit = UnitFactory()
    below = UnitFactory(parent=unit, kind=UnitKind.COUNTY_DEPARTMENT, is_access_unit=False)
    sibling = UnitFactory()
    twin = unit_at(36, code=f"{unit.code}0")
    partner = OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)
    person = PersonFactory(unit=unit, track=Track.STAFF)
    users = {}
    for role in Role.values:
        own = PersonFactory(unit=unit) if role not in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN) else None
        user = UserFactory(username=role, person=own)
        if role != Role.TRAINEE:
            place = root if role in CITY_ROLES else partner if role == Role.PARTNER else unit
            with_role(user, role, OrgUnit.objects.get(pk=place.pk))
        users[role] = User.objects.get(pk=user.pk)
    world = World(root, unit, below, sibling, twin, partner, person, users, SimpleNamespace())
    for module in rights_modules():
        if hasattr(module, "extend"):
            module.extend(world)
    return world


def outside(world: World) -> dict[str, dict[str, Any]]:
    """Holdings of a role that open nothing of unit A: beside it, below it, and in it on other days than today."""
    today, day = timezone.localdate(), timedelta(days=1)
    return {
        "sibling": {"unit": world.sibling},
        "prefix twin": {"unit": world.twin},
        "descendant": {"unit": world.below},
        "ended": {"unit": world.unit, "ended_on": today - day},
        "not yet begun": {"unit": world.unit, "started_on": today + day},
    }


def holder(world: World, role: str, *holdings: dict[str, Any]) -> User:
    """Somebody of the sibling with the role as each of `holdings` says; nobody holds the role of a trainee."""
    user = UserFactory(person=PersonFactory(unit=world.sibling))
    for holding in holdings if role != Role.TRAINEE else ():
        with_role(user, role, **holding)
    return User.objects.get(pk=user.pk)


def rights_modules() -> Iterator[Any]:
    for app in APPS:
        try:
            yield importlib.import_module(f"tests.{app}.rights")
        except ModuleNotFoundError as error:
            if error.name not in (f"tests.{app}.rights", f"tests.{app}"):
                raise


def all_rights() -> dict[str, Route]:
    return {name: route for module in rights_modules() for name, route in module.RIGHTS.items()}


class Visitor:
    """Goes from door to door and leaves no trace: a browser signed in once, or a program with a token of the user."""

    def __init__(self, user: User | None):
        self.user, self.browser = user, Client()
        if user is not None:
            self.browser.force_login(user, backend=BACKEND)
        self.cookies = {name: cookie.value for name, cookie in self.browser.cookies.items()}

    def at(self, route: Route) -> Client:
        """As they came, whatever a door before gave them or took from them."""
        if self.user is not None and route.by_token:
            return Client(headers={"Authorization": f"Bearer {raw_token(self.user)}"})
        self.browser.cookies = SimpleCookie(self.cookies)
        return self.browser

    def knock(self, world: World, name: str, route: Route) -> int:
        """The status they are answered with; 401 stands for being sent to the sign-in page. What it did is undone."""
        with transaction.atomic():
            address = reverse(name, kwargs=route.kwargs(world)) + route.query
            answer = getattr(self.at(route), route.method)(address)
            transaction.set_rollback(True)
        if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"):
            return 401
        return answer.status_code


def our_routes() -> dict[str, Any]:
    """Full name and callback of every route of ours; one without a name is listed by its address."""
    return dict(_routes(get_resolver().url_patterns, "", ""))


def _routes(patterns: list[Any], namespace: str, prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if address.startswith(OTHER_PREFIXES):
            continue
        if isinstance(pattern, URLPattern):
            yield namespace + pattern.name if pattern.name else address, pattern.callback
        elif getattr(pattern.urlconf_name, "__name__", "") not in OTHER_URLCONFS:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _routes(pattern.url_patterns, namespace + inner, address)
