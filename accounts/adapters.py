from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import known_browsers
from accounts.services.passwords import choose_password
from people.selectors import account_named
from people.trail import audit
from people.trail.middleware import client_address


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts come from the roster; nobody makes one for themselves."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)

    def authenticate(self, request, **credentials):
        """By staff number or mobile. The code of a slip is good until it expires."""
        self.named = account_named(credentials.get("username", ""))
        if self.named is not None:
            credentials["username"] = self.named.username
        user = super().authenticate(request, **credentials)
        if user is not None and user.slip_expired:
            audit.record(user, "accounts.sign_in_failed", by=None, data={"why": "slip_expired"})
            text = _("This slip has expired. Ask your unit's liaison or the HR office for a new one.")
            raise ValidationError(text, code="slip_expired")
        return user

    def pre_authenticate(self, request, **credentials):
        """Failures are counted for each account and address, and for each address; a browser that has been signed in
        to the account before has a count of its own, which nobody else can fill."""
        account = str(self.named.pk) if self.named else credentials.get("username", "").lower()
        browser = known_browsers.browser_known_to(request, self.named)
        if browser:
            counts = {"login_failed_known": f"{account}|{browser}"}
        else:
            counts = {"login_failed": f"{account}|{client_address(request)}", "login_failed_address": None}
        used = [
            ratelimit.consume(request, app="allauth.account", action=action, key=key) for action, key in counts.items()
        ]
        if not all(used):
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = ratelimit.RateLimitUsage([one for usage in used for one in usage.usage])

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        known_browsers.remember(request, response, user)
        return response

    def set_password(self, user, password):
        choose_password(user=user, password=password, by=user)
