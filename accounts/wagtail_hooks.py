from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.actions import ACTIONS
from accounts.messages import KINDS
from accounts.roles import HOMES
from accounts.services.second_factor import factors_in_need_of, renew_factors
from accounts.services.sessions import end_sessions_of, revoke_tokens_of
from accounts.services.tokens import tokens_in_need_of
from common.menu import Home, MenuItem
from people.services.keys import SealedColumns


@hooks.register("site_menu")
def accounts_menu():
    return [
        MenuItem(_("Accounts"), "accounts:account_list", "accounts.manage_accounts", 90, "user-check", group="system")
    ]


@hooks.register("role_home")
def administrators_homes():
    return [Home(role, name) for role, name in HOMES.items()]


@hooks.register("roster_ticks")
def slips_of_the_roster(request, unit):
    if not request.user.has_perm("accounts.issue_slips"):
        return ""
    return render_to_string("accounts/_slips_of_roster.html", {"unit": unit}, request)


@hooks.register("person_buttons")
def slip_of_a_person(request, person):
    if not request.user.has_perm("accounts.issue_slips") or person.pk == request.user.person_id:
        return ""
    return render_to_string("accounts/_slip_of_person.html", {"person": person}, request)


@hooks.register("account_closed")
def sign_out_everywhere(user):
    end_sessions_of([user])
    revoke_tokens_of([user])


@hooks.register("sealed_columns")
def accounts_keys():
    return [
        SealedColumns(renew_factors, factors_in_need_of),
        # A token is renewed when it is used.
        SealedColumns(lambda versions: 0, tokens_in_need_of, purpose="index"),
    ]


@hooks.register("audit_actions")
def accounts_actions():
    return ACTIONS


@hooks.register("message_kinds")
def accounts_message_kinds():
    return KINDS
