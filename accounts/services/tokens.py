"""Tokens with which programs read on behalf of a person. The raw token leaves `issue_token` once and is neither
stored, nor logged, nor audited."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken
from common.errors import NotAllowed, check_row
from common.sealing.crypto import blind_index, blind_indexes
from people.models import User
from people.trail import audit

PREFIX = "zx_"
COLUMN = "accounts.apitoken"
RANDOM_BYTES = 32
MAX_DAYS = 365
MAX_TOKENS = 10
TOUCH_EVERY = timedelta(minutes=5)


def digest_of(raw: str) -> str:
    """Keyed, so that whoever can write to the database still cannot make a token."""
    return blind_index(raw, column=COLUMN)


@transaction.atomic
def issue_token(*, name: str, scope: str, days: int, by: User) -> tuple[ApiToken, str]:
    """Make a token for the account itself, nobody else's; returns it with its one readable copy."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.initial_until:
        raise NotAllowed(_("Choose your own password first; then you can make tokens."), code="password_due")
    if not 1 <= days <= MAX_DAYS:
        raise NotAllowed(_("A token lives from 1 to %(n)d days.") % {"n": MAX_DAYS}, code="token_days")
    if ApiToken.objects.filter(user=user).not_revoked().count() >= MAX_TOKENS:
        raise NotAllowed(
            _("You have %(n)d tokens. Revoke one you no longer use.") % {"n": MAX_TOKENS}, code="too_many_tokens"
        )
    raw, now = PREFIX + secrets.token_urlsafe(RANDOM_BYTES), timezone.now()
    token = ApiToken(user=user, name=name.strip(), scope=scope, digest=digest_of(raw), created_at=now)
    token.expires_at = now + timedelta(days=days)
    check_row(token)
    token.save()
    audit.record(
        token, "accounts.issue_token", by=by, data={"scope": scope, "expires_at": token.expires_at.isoformat()}
    )
    return token, raw


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> ApiToken:
    """End a token at once; safe to repeat."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at:
        return token
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    audit.record(token, "accounts.revoke_token", by=by)
    return token


def use_token(*, raw: str) -> ApiToken | None:
    """The token in force, with its user; notes its use at most every five minutes. None for anything else."""
    if not raw.startswith(PREFIX) or not raw.isascii():
        return None
    now = timezone.now()
    digests = blind_indexes(raw, column=COLUMN)
    token = ApiToken.objects.in_force(now).select_related("user").filter(digest__in=digests).first()
    if token and (token.last_used_at is None or token.last_used_at <= now - TOUCH_EVERY):
        # Under the current key: nobody else could renew the digest when the key is changed.
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now, digest=digest_of(raw))
    return token


def tokens_in_need_of(version: str) -> int:
    """How many tokens in force were made with this key. Only a token's holder knows it, so that its digest is renewed
    when it is used."""
    return ApiToken.objects.in_force(timezone.now()).filter(digest__startswith=f"{version}:").count()
