from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from kombu import Connection
from wagtail import hooks

from common.api import problem
from common.middleware import API
from common.views import PUBLIC, SIGNED_IN, PageView, RightsMixin
from people.landing import landing_address


class HomeRedirectView(RightsMixin, RedirectView):
    """After sign-in: the landing page of the first of the user's roles that has one."""

    permission_required = SIGNED_IN
    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self):
        return landing_address(self.request.user)


class FaviconView(RightsMixin, RedirectView):
    """Where browsers look for an icon before they have read which one a page names."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self):
        return static("icons/favicon.svg")


class MeView(PageView):
    """A page of slots: what it shows comes from the apps, in their order."""

    permission_required = SIGNED_IN
    template_name = "lms/me.html"

    def get_context_data(self, **kwargs):
        panels = [panel for hook in hooks.get_hooks("me_panels") if (panel := hook(self.request))]
        return super().get_context_data(panels=panels, today=timezone.localdate(), **kwargs)


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """What the process needs answers: database, cache, broker."""
    state = {"database": _database_answers(), "cache": _cache_answers(), "broker": _broker_answers()}
    return JsonResponse(state, status=200 if state["database"] else 503)


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Exception:  # noqa: BLE001 -- any failure means "not ready"
        return False


def _cache_answers():
    try:
        caches["default"].set("readyz", "1", 5)
        return caches["default"].get("readyz") == "1"
    except Exception:  # noqa: BLE001 -- any failure means "not ready"
        return False


def _broker_answers():
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return (settings.BROKER_DIR / "queue").is_dir()
    try:
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=0, timeout=1)
        return True
    except Exception:  # noqa: BLE001 -- any failure means "not ready"
        return False


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def broken(request):
    """Rendered without the database or the session: they may be what broke."""
    if request.path_info.startswith(API):
        return problem(500, "broken", _("Something went wrong on our side. Try again later."))
    return render(None, "500.html", status=500)
