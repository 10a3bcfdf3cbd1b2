from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.actions import ACTIONS
from accounts.messages import KINDS
from accounts.services.second_factor import factors_in_need_of, renew_factors
from accounts.services.sessions import end_sessions_of, revoke_tokens_of
from accounts.services.tokens import tokens_in_need_of
from common.desk import Figure
from common.menu import MenuItem, PageAction
from people.models import AuditEvent, RoleAssignment, User
from people.services.keys import SealedColumns


@hooks.register("site_menu")
def accounts_menu():
    return [
        MenuItem(_("Accounts"), "accounts:account_list", "accounts.manage_accounts", 90, "user-check", group="system")
    ]


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


@hooks.register("desk_figures")
def accounts_figures(user):
    if not user.has_perm("accounts.manage_accounts"):
        return []
    n = {row["is_active"]: row["n"] for row in User.objects.order_by().values("is_active").annotate(n=Count("pk"))}
    listed = reverse("accounts:account_list")
    more = gettext("%(n)d disabled") % {"n": n.get(False, 0)}
    return [Figure(_("Accounts"), n.get(True, 0), pgettext_lazy("counted", "accounts"), listed, "user-check", 50, more)]


@hooks.register("desk_figures")
def administration(user):
    """What the administrators look after, each their own."""
    figures = []
    if user.has_perm("people.manage_roles"):
        n = RoleAssignment.objects.current().count()
        figures.append(
            Figure(
                _("Roles held"), n, pgettext_lazy("counted", "roles"), reverse("people:role_list"), "shield-lock", 50
            )
        )
    if user.has_perm("people.view_audit"):
        n = AuditEvent.objects.visible_to(user).filter(recorded_at__date=timezone.localdate()).count()
        figures.append(
            Figure(_("Acts of today"), n, pgettext_lazy("counted", "acts"), reverse("people:audit_list"), "history", 51)
        )
    return figures


@hooks.register("desk_actions")
def grant_a_role(user):
    if not user.has_perm("people.manage_roles"):
        return []
    return [PageAction(_("Grant a role"), reverse("people:role_grant"), "shield-lock", 10, is_primary=True)]
