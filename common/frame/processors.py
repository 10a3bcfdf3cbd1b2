from django.utils.functional import SimpleLazyObject

from common.menu import menu_for

LETTERS_COOKIE, LARGE = "letters", "large"


def page_frame(request):
    """The menu, worked out only where it is shown, and whether letters are large."""
    frame = {"large_letters": request.COOKIES.get(LETTERS_COOKIE) == LARGE}
    if hasattr(request, "user"):
        frame["site_menu"] = SimpleLazyObject(lambda: menu_for(request.user))
    return frame
