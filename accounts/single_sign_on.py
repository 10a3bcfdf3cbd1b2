"""Coming in from the city's identity server (OpenID Connect). The server says who somebody is; whether they have an
account, and what it may do, is decided here."""

import logging

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import login
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from people.models import User
from people.trail import audit

log = logging.getLogger(__name__)


def start(request, provider_id):
    """allauth's own page, when the server can be reached."""
    try:
        return login(request, provider_id)
    except RequestException as error:
        log.warning("the identity server does not answer: %s", type(error).__name__)
        messages.error(request, _("The unified sign-in cannot be reached now. Sign in with your password."))
        return HttpResponseRedirect(reverse("account_login"))


class MatchingAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Match by staff number each time; no account is made and no link is kept. A disabled account and a second
        factor are dealt with as after a password."""
        user = User.objects.filter(username=claimed_number(sociallogin.account.extra_data) or None).first()
        if user is None:
            audit.record(None, "accounts.sign_in_failed", by=None, data={"why": "no_account"})
            refuse(request, _("You have no account here yet. Ask your unit's liaison or the HR office for one."))
        record_authentication(request, user, "socialaccount", provider=sociallogin.account.provider)
        arriving = Login(user=user, redirect_url=sociallogin.get_redirect_url(request))
        raise ImmediateHttpResponse(perform_login(request, arriving))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        log.warning("the identity server's answer was refused: %s %s", error, type(exception).__name__)
        refuse(request, _("The unified sign-in did not succeed. Try again, or sign in with your password."))


def claimed_number(data: dict) -> str:
    """The staff number in what the server said; nothing when its two answers are about different people."""
    info, token = data.get("userinfo") or {}, data.get("id_token") or {}
    if info and token and info.get("sub") != token.get("sub"):
        return ""
    return str((info or token).get(settings.OIDC_CLAIM) or "").strip()


def refuse(request, sentence: str):
    messages.error(request, sentence)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
