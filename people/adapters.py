from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people import audit
from people.selectors import account_named
from people.services.passwords import choose_password


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts come from the roster; nobody makes one for themselves."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        named = account_named(credentials.get("username", ""))
        if named is not None:
            credentials["username"] = named.username
        user = super().authenticate(request, **credentials)
        if user is not None and user.slip_expired:
            audit.record(user, "people.sign_in_failed", by=None, data={"why": "slip_expired"})
            text = _("This slip has expired. Ask your unit's liaison or the HR office for a new one.")
            raise ValidationError(text, code="slip_expired")
        return user

    def set_password(self, user, password):
        choose_password(user=user, password=password, by=user)
