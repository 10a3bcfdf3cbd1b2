"""The smallest valid rows of the app `accounts`, and what a program or a browser holds."""

from datetime import timedelta

import factory
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.choices import TokenScope
from accounts.models import ApiToken
from accounts.services.tokens import digest_of
from people.choices import Role
from people.models import User
from tests.factories.people import UserFactory, city_root, user_with_role


class ApiTokenFactory(DjangoModelFactory):
    """A token nobody knows; `raw_token` makes one that can be used."""

    class Meta:
        model = ApiToken

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"程序{n}")
    digest = factory.Sequence(lambda n: f"{n:064d}")
    scope = TokenScope.CLASSES
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


def raw_token(user: User, scope: str = TokenScope.CLASSES) -> str:
    """What a program of the user would send."""
    raw = f"zx_{user.pk}_{scope}"
    ApiTokenFactory(user=user, scope=scope, digest=digest_of(raw))
    return raw


def open_session(user: User) -> UserSession:
    """A browser the user is signed in with, somewhere else."""
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=user, session_key=store.session_key, ip="192.0.2.1", user_agent="Browser")


def account_with_roles(rows, **account):
    """An account with so many roles and tokens."""
    account = user_with_role(Role.GRADER, **account)
    ApiTokenFactory.create_batch(rows, user=account)
    for role in (Role.PROCTOR, Role.EDITOR)[: rows - 1]:
        account.role_assignments.create(role=role, unit=city_root(), started_on="2020-01-01")
    return account
