"""What somebody has to do before anything else. Worked out at sign-in and kept in the session: nobody is sent away
from the middle of an examination because a day has passed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from people.choices import Role

PASSWORD_DUE = "password_due"  # noqa: S105 -- a key of the session
# Trainees who look after nothing but their own training keep their passwords.
KEEPS_PASSWORD = frozenset({Role.TRAINEE, Role.MONITOR})


def password_is_due(request) -> bool:
    return bool(request.user.initial_until or request.session.get(PASSWORD_DUE))


def note_what_is_due(request, user) -> None:
    if password_too_old(user):
        request.session[PASSWORD_DUE] = True


def password_too_old(user) -> bool:
    if settings.PASSWORD_MAX_DAYS is None or all(grant.role in KEEPS_PASSWORD for grant in user.scope.grants):
        return False
    since = user.password_changed_at or user.date_joined
    return since <= timezone.now() - timedelta(days=settings.PASSWORD_MAX_DAYS)
