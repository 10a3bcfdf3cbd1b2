"""The menu and the landing pages are registered by the apps, never written in one place.

An app's `wagtail_hooks.py` returns `MenuItem`s for the hook `site_menu`, `Home`s for `role_home` and, for the checklist
of a new installation, `SetupStep`s for `setup_steps`.
"""

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


@dataclass(frozen=True)
class Home:
    role: str
    url_name: str


@dataclass(frozen=True)
class SetupStep:
    """One line of the checklist: `says` is how it stands, `address` where to go on."""

    order: int
    label: str | Promise
    is_done: bool
    says: str
    address: str = ""


def setup_steps() -> list[SetupStep]:
    steps = [step for hook in hooks.get_hooks("setup_steps") for step in hook()]
    return sorted(steps, key=lambda step: step.order)


def menu_for(user: AbstractUser | AnonymousUser) -> list[MenuItem]:
    """What the user may open, in order; an item without a permission is everyone's."""
    items = [item for hook in hooks.get_hooks("site_menu") for item in hook()]
    allowed = [item for item in items if item.permission is None or user.has_perm(item.permission)]
    return sorted(allowed, key=lambda item: item.order)


def home_of(role: str) -> str | None:
    """Name of the landing page registered for a role code."""
    homes = [home for hook in hooks.get_hooks("role_home") for home in hook()]
    return next((home.url_name for home in homes if home.role == role), None)
