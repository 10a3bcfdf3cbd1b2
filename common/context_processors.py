from django.utils.functional import SimpleLazyObject

from common.menu import menu_for


def page_frame(request):
    """The menu, worked out only where it is shown."""
    return {"site_menu": SimpleLazyObject(lambda: menu_for(request.user))} if hasattr(request, "user") else {}
