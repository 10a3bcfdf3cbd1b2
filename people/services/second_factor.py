from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people import audit
from people.models import User
from people.services.sessions import end_sessions_of


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
        audit.record(user, "people.remove_second_factor", by=by)
    return user
