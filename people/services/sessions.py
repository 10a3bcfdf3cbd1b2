"""Ending what an account has open."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import ApiToken, User


def end_sessions_of(users: Iterable[User]) -> None:
    """Sign the accounts out everywhere; part of the transaction of the change that asks for it."""
    kept = UserSession.objects.filter(user__in=list(users))
    Session.objects.filter(session_key__in=list(kept.values_list("session_key", flat=True))).delete()
    kept.delete()


def revoke_tokens_of(users: Iterable[User]) -> None:
    ApiToken.objects.filter(user__in=list(users)).not_revoked().update(revoked_at=timezone.now())
