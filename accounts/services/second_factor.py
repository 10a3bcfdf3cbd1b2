import base64

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.messages import FACTOR_REMOVED
from accounts.services.sessions import end_sessions_of
from common.errors import NotAllowed
from notifications.services.inbox import tell
from people.models import User
from people.telling import of_account
from people.trail import audit

# What allauth keeps encrypted: the key of an app, and what recovery codes are made from.
SEALED = ("secret", "seed")


@transaction.atomic
def remove_second_factor(*, user: User, by: User) -> User:
    """For somebody whose phone and recovery codes are lost. They sign in again and, where their roles ask for it, set
    up a new one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise NotAllowed(_("Another system administrator removes your second factor."), code="own_account")
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if removed:
        end_sessions_of([user])
        tell(audit.record(user, "accounts.remove_second_factor", by=by), of_account([user], FACTOR_REMOVED))
    return user


def factors_sealed_with(version: str) -> list[int]:
    """The second factors that cannot be read without this key; few enough to look at each."""
    start = f"{version}:".encode()
    rows = Authenticator.objects.values_list("pk", "data")
    return [pk for pk, data in rows if any(base64.b64decode(data[k]).startswith(start) for k in SEALED if k in data)]


def renew_factors(versions: list[str]) -> int:
    """Seal those of the older keys again; returns how many were written."""
    keys = [pk for version in versions for pk in factors_sealed_with(version)]
    for pk in keys:
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().get(pk=pk)
            factor.data.update({k: encrypt(decrypt(factor.data[k])) for k in SEALED if k in factor.data})
            factor.save(update_fields=["data"])
    return len(keys)


def factors_in_need_of(version: str) -> int:
    return len(factors_sealed_with(version))
