from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem, SetupStep
from people.choices import Role
from reports.actions import ACTIONS
from reports.selectors import forms_standing


@hooks.register("site_menu")
def reports_menu():
    return [
        MenuItem(_("Reports"), "reports:home", "reports.view_reports", 40, "chart-bar"),
    ]


@hooks.register("role_home")
def reports_homes():
    return [Home(Role.HR, "reports:home"), Home(Role.VIEWER, "reports:home")]


@hooks.register("audit_actions")
def reports_actions():
    return ACTIONS


@hooks.register("setup_steps")
def reports_steps():
    in_use, waiver = forms_standing()
    if in_use:
        says = gettext("%(n)d forms of the office are in use.") % {"n": in_use}
    elif waiver:
        day = f"{timezone.localtime(waiver.said_at):%Y-%m-%d}"
        says = gettext("On %(day)s it was said that the office needs no form of its own.") % {"day": day}
    else:
        says = gettext(
            "The office has uploaded no form for its files. Upload one, take a starter form, or say that none is needed."
        )
    return [SetupStep(58, _("Forms"), bool(in_use or waiver), says, reverse("reports:template_list"))]
