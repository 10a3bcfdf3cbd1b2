from django.utils.functional import SimpleLazyObject

from people.installation import identity
from people.landing import landing_address


def installation(request):
    """Whose site this is, on every page, and where the work of who is signed in begins."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "identity": SimpleLazyObject(identity),
        "landing_address": SimpleLazyObject(lambda: landing_address(user) if signed_in else "/"),
    }
