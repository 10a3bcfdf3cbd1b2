"""How old a sign-in is and when it was last used, kept in the session itself."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings

BEGAN, SEEN = "signed_in_at", "seen_at"
TOUCH_EVERY = timedelta(minutes=5)


def begin(session, now: datetime) -> None:
    session[BEGAN] = session[SEEN] = now.timestamp()


def is_over(session, now: datetime) -> bool:
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return True
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
    return now.timestamp() - seen >= idle or now.timestamp() - began >= settings.SESSION_COOKIE_AGE


def touch(session, now: datetime) -> None:
    """Two small writes at most every five minutes: for the clock, and for the owner's list of sign-ins."""
    if now.timestamp() - session[SEEN] >= TOUCH_EVERY.total_seconds():
        session[SEEN] = now.timestamp()
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)
