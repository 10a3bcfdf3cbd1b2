from django.conf import settings
from django.utils.functional import SimpleLazyObject

from common.menu import menu_for


def page_frame(request):
    """What `base.html` needs on every page; the menu is worked out only where it is shown."""
    return {
        "languages": settings.LANGUAGES,
        "site_menu": SimpleLazyObject(lambda: menu_for(request.user)) if hasattr(request, "user") else [],
    }
