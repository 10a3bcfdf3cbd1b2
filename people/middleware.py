from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.audit import origin
from people.due import pages_due
from people.session_age import is_over, touch


def client_address(request) -> str:
    """The visitor's address; a forwarded one counts only from a proxy we trust."""
    direct = request.META.get("REMOTE_ADDR", "")
    if direct not in settings.TRUSTED_PROXIES:
        return direct
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    outside = [part for part in forwarded if part not in settings.TRUSTED_PROXIES]
    return (outside[-1] if outside else direct)[:45]


class OriginMiddleware:
    """Tells the audit trail where a request came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = origin.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)


class SessionAgeMiddleware:
    """Ends a sign-in that has been idle or is too old. Every request counts as activity, the saving of an examination
    too; it is noted at most every five minutes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = timezone.now()
            if is_over(request.session, now):
                logout(request)
                messages.info(request, _("Your sign-in ended: it was idle, or older than half a day. Sign in again."))
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
            touch(request.session, now)
        return self.get_response(request)


class DueMiddleware:
    """Whoever has to choose a password, or set up a second factor, does so before anything else."""

    ALWAYS_OPEN = ("account_logout", "set_language")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        pages = pages_due(request) if request.user.is_authenticated else ()
        if pages and not self.is_open(request.path_info, pages):
            return HttpResponseRedirect(reverse(pages[0]))
        return self.get_response(request)

    def is_open(self, path, pages):
        return path.startswith(settings.STATIC_URL) or path in map(reverse, (*self.ALWAYS_OPEN, *pages))
