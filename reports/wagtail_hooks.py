from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.desk import Figure
from common.menu import Home, MenuItem, PageAction, SetupStep
from reports.actions import ACTIONS
from reports.models import FormTemplate
from reports.roles import HOMES
from reports.selectors.figures import trained_in


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


@hooks.register("desk_figures")
def trained_this_year(user):
    if not user.has_perm("reports.view_reports"):
        return []
    year = timezone.localdate().year
    n = trained_in(year, user)
    more = gettext("%(n)d people") % {"n": n["headcount"]}
    home = reverse("reports:home")
    return [
        Figure(
            _("Trained this year"),
            n["person_times"],
            pgettext_lazy("counted", "person-times"),
            home,
            "report",
            20,
            more,
        )
    ]


@hooks.register("desk_actions")
def exports_and_leader(user):
    actions = []
    if user.has_perm("reports.export_hours"):
        actions.append(PageAction(_("Export hours"), reverse("reports:hours_export"), "download", 40))
        actions.append(PageAction(_("Export attendance"), reverse("reports:attendance_export"), "download", 41))
    return actions
