import sys

from django.db import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView, View
from wagtail import hooks

from common.api import problem
from common.errors import AboutOneself
from common.frame.processors import LARGE, LETTERS_COOKIE
from common.middleware import API
from common.views import PUBLIC, SIGNED_IN, PageView, RightsMixin
from lms import readiness
from people.landing import landing_address
from people.models import Installation

YEAR = 365 * 24 * 3600
LONGEST_QUESTION = 50


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
        return static("art/favicon.svg")


class SuggestionsView(PageView):
    """What a field that is typed into offers, of what the user may know of; the apps fill the slot `suggestions`."""

    permission_required = SIGNED_IN
    http_method_names = ["get", "head", "options"]

    def get(self, request, kind):
        sources = {name: source for hook in hooks.get_hooks("suggestions") for name, source in hook().items()}
        if kind not in sources:
            raise Http404
        typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
        return JsonResponse({"items": list(sources[kind](request.user, typed)) if typed else []})


class LettersView(RightsMixin, View):
    """Large letters or the usual ones, kept in this browser."""

    permission_required = PUBLIC
    http_method_names = ["post", "options"]

    def post(self, request):
        then = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure())
        response = HttpResponseRedirect(then if safe else "/")
        size = LARGE if request.POST.get("letters") == LARGE else "usual"
        response.set_cookie(LETTERS_COOKIE, size, max_age=YEAR, samesite="Lax", secure=request.is_secure())
        return response


class EmblemView(RightsMixin, View):
    """The city's emblem; its address changes with it, so browsers may keep it."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "options"]

    def get(self, request, digest):
        held = Installation.objects.filter(emblem_digest=digest).exclude(emblem_digest="").first()
        if held is None:
            raise Http404
        keep = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
        return HttpResponse(bytes(held.emblem), content_type="image/png", headers=keep)


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
    """What the process needs, one by one. The site serves without its queue, and without nothing else."""
    state = readiness.state()
    return JsonResponse(state, status=200 if all(state[name] for name in readiness.NEEDED) else 503)


def unreadable(request, exception=None):
    """Rendered without the session: what was sent may have been refused before there was one."""
    if request.path_info.startswith(API):
        return problem(400, "unreadable", _("The request cannot be read."))
    return render(None, "400.html", {"styled": readiness.has_static_files()}, status=400)


def forbidden(request, exception=None):
    reason = str(exception) if isinstance(exception, AboutOneself) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def broken(request):
    """Rendered without the session, and without the database unless that is what broke: then it is asked why."""
    if request.path_info.startswith(API):
        return problem(500, "broken", _("Something went wrong on our side. Try again later."))
    advice = readiness.advice(is_database=isinstance(sys.exc_info()[1], DatabaseError))
    return render(None, "500.html", {"advice": advice, "styled": readiness.has_static_files()}, status=500)
