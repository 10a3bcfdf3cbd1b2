"""A signed cookie by which a browser shows that it has signed in to an account before.

It opens nothing. It only gives the browser a count of failures of its own, so that nobody is kept out of their account
by what strangers type.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

COOKIE, SALT = "zx_known", "accounts.known-browser"
DAYS = 180
# A classroom PC is used by many; the oldest make room.
ACCOUNTS_KEPT = 20


def read(request) -> dict:
    """`{"browser": an identifier, "accounts": [keys]}`; empty for a stranger and for a cookie that is not ours."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return {}


def browser_known_to(request, user) -> str | None:
    known = read(request)
    return known["browser"] if user is not None and user.pk in known.get("accounts", ()) else None


def remember(request, response, user) -> None:
    known = read(request) or {"browser": secrets.token_hex(8), "accounts": []}
    others = [key for key in known["accounts"] if key != user.pk]
    known["accounts"] = [user.pk, *others][:ACCOUNTS_KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=DAYS * 24 * 60 * 60,
        path=reverse("account_login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
