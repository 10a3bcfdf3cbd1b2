"""What somebody has to do before anything else. Worked out at sign-in and kept in the session: nobody is sent away
from the middle of an examination because a day has passed."""

from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils import timezone

from accounts.roles import ROLES

PASSWORD_DUE = "password_due"  # noqa: S105 -- a key of the session
# Trainees who look after nothing but their own training keep their passwords.


SECOND_FACTOR_DUE = "second_factor_due"
# Where each leads, and what is open until it is done.
PASSWORD_PAGES = ("account_change_password",)
SECOND_FACTOR_PAGES = ("mfa_activate_totp", "account_reauthenticate")


def pages_due(request) -> tuple[str, ...]:
    """The names of the pages somebody is held to, the first to be led to; none when nothing is due."""
    if request.user.initial_until or request.session.get(PASSWORD_DUE):
        return PASSWORD_PAGES
    if request.session.get(SECOND_FACTOR_DUE):
        note_second_factor(request.session, request.user)
    return SECOND_FACTOR_PAGES if request.session.get(SECOND_FACTOR_DUE) else ()


def note_what_is_due(session, user) -> None:
    if password_too_old(user):
        session[PASSWORD_DUE] = True
    note_second_factor(session, user)


def password_too_old(user) -> bool:
    if settings.PASSWORD_MAX_DAYS is None or all(
        grant.role in ROLES.who("keep_password") for grant in user.scope.grants
    ):
        return False
    since = user.password_changed_at or user.date_joined
    return since <= timezone.now() - timedelta(days=settings.PASSWORD_MAX_DAYS)


def note_second_factor(session, user) -> None:
    if settings.MFA_REQUIRED and user.scope.has(*ROLES.who("two_factors")) and not is_mfa_enabled(user):
        session[SECOND_FACTOR_DUE] = True
    else:
        session.pop(SECOND_FACTOR_DUE, None)
