from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from common.api import problem

EDITOR = "/editor/"
API = "/api/"
API_DOCS = "/api/v1/docs"


class CookieLocaleMiddleware:
    """Chinese unless the visitor chose otherwise: an office browser's own language says nothing about its user."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class NoStoreMiddleware:
    """Pages of a signed-in person leave no copy on a shared classroom PC."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class EditorPolicyMiddleware(CSPMiddleware):
    """Our pages run under the strict policy; Wagtail's admin needs inline styles and blob images."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(EDITOR):
            looser = {"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:", "blob:"]}
            parts.replace = {**looser, **(parts.replace or {})}
        return parts


class EditorGateMiddleware:
    """Wagtail would send a signed-in person without rights round in circles; say 403 instead."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        inside = request.path_info.startswith(EDITOR) and request.path_info != f"{EDITOR}logout/"
        if inside and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return self.get_response(request)


class ApiMiddleware:
    """Programs have no cookie: they are answered in the language they ask for, and a wrong method as JSON too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(API) or request.path_info == API_DOCS:
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if response.status_code == 405:
                allowed = {"Allow": response.headers["Allow"]}
                response = problem(405, "method", _("This address can only be read."), allowed)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response
