from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem
from people.choices import Role
from reports.actions import ACTIONS


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
