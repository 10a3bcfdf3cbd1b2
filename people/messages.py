"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind

# What roster tells of stands in the first, what accounts tells of in the second.
TRANSFERS = MessageGroup("transfers", _("Transfers"), 50)
ACCOUNT = MessageGroup("account", _("My account"), 60)

POSTED = MessageKind(
    code="people.posted",
    group=TRANSFERS,
    label=_("Somebody's posting is changed"),
    title=_("Your posting was changed: {unit}"),
    body=_("From {day} on. If something is wrong, tell your unit's HR officer."),
    sample={"unit": "市财政局", "day": "2026-08-20"},
)
UNIT_CHANGED = MessageKind(
    code="people.unit_changed",
    group=TRANSFERS,
    label=_("A unit is renamed, moved, merged or split"),
    title=_("{unit}: {status}"),
    body=_("From {day} on. Look at the unit's page, and whether its people and liaisons are right."),
    sample={"unit": "市财政局", "status": "更名", "day": "2026-08-20"},
)
ROLE_GRANTED = MessageKind(
    code="people.role_granted",
    group=ACCOUNT,
    label=_("Somebody is given a role"),
    title=_("You are {role} of {unit}"),
    body=_("From {day} on. The menu shows what there is to do for you."),
    sample={"role": "联络员", "unit": "市财政局", "day": "2026-08-20"},
)
ROLE_ENDED = MessageKind(
    code="people.role_ended",
    group=ACCOUNT,
    label=_("Somebody's role ends"),
    title=_("You are no longer {role} of {unit}"),
    body=_("If you have work under way, hand it over."),
    sample={"role": "联络员", "unit": "市财政局"},
)
ACCOUNT_ENABLED = MessageKind(
    code="people.account_enabled",
    group=ACCOUNT,
    label=_("An account is enabled again"),
    title=_("Your account is enabled again"),
    body=_("Roles are not: they are granted anew where you need them."),
)
KINDS = [POSTED, UNIT_CHANGED, ROLE_GRANTED, ROLE_ENDED, ACCOUNT_ENABLED]
