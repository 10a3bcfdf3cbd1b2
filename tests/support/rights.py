"""Who gets through which door: one entry a route, written beside the app's tests, tried as every role.

`tests/<app>/rights.py` holds `RIGHTS`, keyed by the route's full name, and may hold `extend(world)`.
"""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.choices import Role, Track, UnitKind
from people.models import OrgUnit, Person, User
from tests.factories.training import PersonFactory, UnitFactory, UserFactory, city_root, with_role

ANONYMOUS = "anonymous"
EVERY_ROLE = frozenset(Role.values)
EVERYONE = EVERY_ROLE | {ANONYMOUS}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# Other people's routes, tried by their own tests: allauth's, Wagtail's and the files'.
NOT_OURS = ("account_", "usersessions_", "wagtail")
APPS = ("lms", "people", "training", "reports", "cms", "records", "courses", "exams", "partners")


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


@dataclass
class World:
    """A small city: unit A with one below it, a sibling, a twin whose place begins alike, a partner; and one
    user a role. Liaison and the like belong to A; officer, HR, leader and administrators to the city."""

    root: OrgUnit
    unit: OrgUnit
    below: OrgUnit
    sibling: OrgUnit
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
    world = World(root, unit, below, sibling, partner, person, users, SimpleNamespace())
    for module in rights_modules():
        if hasattr(module, "extend"):
            module.extend(world)
    return world


def rights_modules() -> Iterator[Any]:
    for app in APPS:
        try:
            yield importlib.import_module(f"tests.{app}.rights")
        except ModuleNotFoundError as error:
            if error.name not in (f"tests.{app}.rights", f"tests.{app}"):
                raise


def all_rights() -> dict[str, Route]:
    return {name: route for module in rights_modules() for name, route in module.RIGHTS.items()}


def our_routes() -> dict[str, Any]:
    """Full name and callback of every route of ours."""
    return dict(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not _is_other(pattern):
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from _routes(pattern.url_patterns, prefix + inner)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.name.startswith(NOT_OURS):
            yield prefix + pattern.name, pattern.callback


def _is_other(resolver: URLResolver) -> bool:
    module = getattr(resolver.urlconf_module, "__name__", "")
    return module.startswith(("wagtail", "allauth"))


def knock(client: Client, world: World, name: str, route: Route) -> int:
    """The status somebody is answered with; 401 stands for being sent to the sign-in page."""
    address = reverse(name, kwargs=route.kwargs(world)) + route.query
    answer = getattr(client, route.method)(address)
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"):
        return 401
    return answer.status_code
