"""Ending what an account has open."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import ApiToken
from accounts.selectors import open_sessions
from people.models import User
from people.trail import audit


def end_sessions_of(users: Iterable[User]) -> None:
    """Sign the accounts out everywhere; part of the transaction of the change that asks for it."""
    kept = UserSession.objects.filter(user__in=list(users))
    Session.objects.filter(session_key__in=list(kept.values_list("session_key", flat=True))).delete()
    kept.delete()


def revoke_tokens_of(users: Iterable[User]) -> None:
    ApiToken.objects.filter(user__in=list(users)).not_revoked().update(revoked_at=timezone.now())


@transaction.atomic
def end_session(*, session: UserSession, by: User) -> None:
    """Sign one browser of the account out."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    audit.record(by, "accounts.end_session", by=by, data={"address": session.ip})


@transaction.atomic
def end_other_sessions(*, keep: str, by: User) -> int:
    """Sign the account out everywhere but in the session with this key; returns how many that were."""
    others = open_sessions(by).exclude(session_key=keep)
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    if keys:
        audit.record(by, "accounts.end_other_sessions", by=by, data={"n": len(keys)})
    return len(keys)
