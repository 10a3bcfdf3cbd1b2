from typing import Any

import rules
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class RuleBackend:
    """A verb that has a rule is decided by its rule alone. Asking the tables of permissions as well would find
    nothing and cost two statements on every page; they are for Wagtail's permissions, which have no rule."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None

    def has_perm(self, user: AbstractUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        if not rules.perm_exists(perm):
            return False
        if not rules.has_perm(perm, user, obj):
            raise PermissionDenied
        return True
