"""Where a request came from, for the trail."""

from django.conf import settings

from people.trail.audit import origin


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
