from django.utils.translation import gettext as _

from common.errors import NotAllowed
from people.models import User
from people.trail import audit


def allow_own_download(*, password: str, by: User) -> bool:
    """Note that somebody fetches what is kept about them. Whether their numbers stand in clear: with the password."""
    with_numbers = bool(password)
    if with_numbers and not by.check_password(password):
        text = _("This is not your present password. Without it your numbers stand masked in the file.")
        raise NotAllowed(text, code="wrong_password")
    audit.record(by, "accounts.download_own_data", by=by, data={"with_numbers": with_numbers})
    return with_numbers
