from django.utils.functional import SimpleLazyObject


def unread(request):
    """The number of messages nobody has opened yet, asked for by the pages that show it."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {"unread_count": SimpleLazyObject(lambda: user.notifications.unread().count() if signed_in else 0)}
