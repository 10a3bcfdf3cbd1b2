"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.messages import ACCOUNT
from people.news import MessageKind

SLIP_PRINTED = MessageKind(
    code="accounts.slip_printed",
    group=ACCOUNT,
    label=_("A slip is printed for an account in use"),
    title=_("A slip with a new code was printed for you"),
    body=_("Your password no longer holds. If you did not ask for it, tell the system administrator."),
)
FACTOR_REMOVED = MessageKind(
    code="accounts.factor_removed",
    group=ACCOUNT,
    label=_("A second factor is removed"),
    title=_("Your second factor was removed"),
    body=_("If you did not ask for it, tell the system administrator. Set up a new one."),
)
KINDS = [SLIP_PRINTED, FACTOR_REMOVED]
