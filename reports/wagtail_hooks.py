from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem, SetupStep
from reports.actions import ACTIONS
from reports.models import FormTemplate
from reports.roles import HOMES


@hooks.register("site_menu")
def reports_menu():
    return [
        MenuItem(_("Reports"), "reports:home", "reports.view_reports", 40, "chart-bar", group="reports"),
    ]


@hooks.register("role_home")
def reports_homes():
    return [Home(role, name) for role, name in HOMES.items()]


@hooks.register("audit_actions")
def reports_actions():
    return ACTIONS


@hooks.register("setup_steps")
def reports_steps():
    in_use = FormTemplate.objects.in_use().count()
    return [
        SetupStep(
            58,
            _("Forms"),
            bool(in_use),
            gettext("%(n)d forms of the office are in use.") % {"n": in_use}
            if in_use
            else gettext("Files are plain tables. Upload a form of your own, or start from one of ours."),
            reverse("reports:template_list"),
            "reports.manage_forms",
            "forms",
        )
    ]
