"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind

POSTED = MessageKind(
    code="people.posted",
    group=MessageGroup.TRANSFERS,
    label=_("Somebody's posting is changed"),
    title=_("Your posting was changed: {unit}"),
    body=_("From {day} on. If something is wrong, tell your unit's HR officer."),
    sample={"unit": "市财政局", "day": "2026-08-20"},
)
UNIT_CHANGED = MessageKind(
    code="people.unit_changed",
    group=MessageGroup.TRANSFERS,
    label=_("A unit is renamed, moved, merged or split"),
    title=_("{unit}: {status}"),
    body=_("From {day} on. Look at the unit's page, and whether its people and liaisons are right."),
    sample={"unit": "市财政局", "status": "更名", "day": "2026-08-20"},
)
ROLE_GRANTED = MessageKind(
    code="people.role_granted",
    group=MessageGroup.ACCOUNT,
    label=_("Somebody is given a role"),
    title=_("You are {role} of {unit}"),
    body=_("From {day} on. The menu shows what there is to do for you."),
    sample={"role": "联络员", "unit": "市财政局", "day": "2026-08-20"},
)
ROLE_ENDED = MessageKind(
    code="people.role_ended",
    group=MessageGroup.ACCOUNT,
    label=_("Somebody's role ends"),
    title=_("You are no longer {role} of {unit}"),
    body=_("If you have work under way, hand it over."),
    sample={"role": "联络员", "unit": "市财政局"},
)
ACCOUNT_ENABLED = MessageKind(
    code="people.account_enabled",
    group=MessageGroup.ACCOUNT,
    label=_("An account is enabled again"),
    title=_("Your account is enabled again"),
    body=_("Roles are not: they are granted anew where you need them."),
)
SLIP_PRINTED = MessageKind(
    code="people.slip_printed",
    group=MessageGroup.ACCOUNT,
    label=_("A slip is printed for an account in use"),
    title=_("A slip with a new code was printed for you"),
    body=_("Your password no longer holds. If you did not ask for it, tell the system administrator."),
)
FACTOR_REMOVED = MessageKind(
    code="people.factor_removed",
    group=MessageGroup.ACCOUNT,
    label=_("A second factor is removed"),
    title=_("Your second factor was removed"),
    body=_("If you did not ask for it, tell the system administrator. Set up a new one."),
)
KINDS = [POSTED, UNIT_CHANGED, ROLE_GRANTED, ROLE_ENDED, ACCOUNT_ENABLED, SLIP_PRINTED, FACTOR_REMOVED]
