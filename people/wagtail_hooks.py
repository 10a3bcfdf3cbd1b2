from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem
from people.choices import Role


@hooks.register("site_menu")
def people_menu():
    return [
        MenuItem(_("Roster"), "people:person_list", "people.view_roster", 60, "users"),
        MenuItem(_("Units"), "people:unit_list", "people.view_units", 61, "building"),
        MenuItem(_("Transfers"), "people:transfer_list", "people.view_transfers", 62, "arrows-exchange"),
        MenuItem(_("Accounts"), "people:account_list", "people.manage_accounts", 90, "user-check"),
        MenuItem(_("Roles"), "people:role_list", "people.view_roles", 91, "shield-lock"),
        MenuItem(_("Audit trail"), "people:audit_list", "people.view_audit", 92, "history"),
    ]


@hooks.register("role_home")
def people_homes():
    return [Home(role, "people:admin_home") for role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN)]
