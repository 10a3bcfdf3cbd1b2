from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem, SetupStep
from lms.messages import KINDS
from people.models import Installation
from people.roles import ROLES


@hooks.register("site_menu")
def entries():
    return [
        MenuItem(_("Desk"), "desk", "people.open_desk", 0, "home", "/desk/", "desk"),
        MenuItem(_("My page"), "me", "people.open_own_page", 1, "home", short=_("Home")),
        MenuItem(_("Interfaces"), "api_docs", "people.watch_backups", 95, "arrows-exchange", "/api/", "system"),
    ]


@hooks.register("role_home")
def desks():
    return [Home(role, "desk") for role in ROLES.who("start_at_desk")]


@hooks.register("desk_panels", order=90)
def last_backup(request):
    """Whether the installation could be put back after a failure: always for who looks after it, and for the office
    where something is wrong."""
    user = request.user
    if not user.has_perm("people.view_backups"):
        return ""
    installation = Installation.objects.first() or Installation()
    alarm = not installation.is_demo and installation.needs_backup(timezone.now())
    if not alarm and not user.has_perm("people.watch_backups"):
        return ""
    return render_to_string("lms/_backup_panel.html", {"installation": installation, "alarm": alarm}, request)


@hooks.register("message_kinds")
def installation_message_kinds():
    return KINDS


@hooks.register("setup_steps")
def installation_steps():
    installation = Installation.objects.first() or Installation()
    address = settings.PUBLIC_URL
    return [
        SetupStep(
            60,
            _("Address of the site"),
            bool(address),
            gettext("The site is %(address)s; slips, certificates and QR codes name it.") % {"address": address}
            if address
            else gettext("Set PUBLIC_URL to the address people type: slips, certificates and QR codes name it."),
        ),
        SetupStep(
            70,
            _("Backup"),
            not installation.needs_backup(timezone.now()),
            gettext(
                "Made every night; when, and how to put one back, stands in the operations guide. Keep the keys elsewhere."
            ),
        ),
    ]
