from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.due import pages_due
from accounts.session_age import is_over, touch


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
