from django.utils.functional import SimpleLazyObject

from people.installation import is_demo
from people.landing import landing_address


def installation(request):
    """The demo mark on every page, and where the work of who is signed in begins."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "is_demo_city": SimpleLazyObject(is_demo),
        "landing_address": SimpleLazyObject(lambda: landing_address(user) if signed_in else "/"),
    }
