from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import MenuItem, PageAction, SetupStep
from people.actions import ACTIONS
from people.installation import is_demo, is_set_up, setup_steps
from people.messages import KINDS
from people.selectors import setup_counts


@hooks.register("site_menu")
def people_menu():
    return [
        MenuItem(_("Roster"), "people:person_list", "people.view_roster", 60, "users"),
        MenuItem(_("Units"), "people:unit_list", "people.view_units", 61, "building"),
        MenuItem(_("Settings"), "people:setup", "people.view_setup", 88, "settings", r"/\w+/settings/"),
        MenuItem(_("Roles"), "people:role_list", "people.view_roles", 91, "shield-lock"),
        MenuItem(_("Second person"), "people:act_list", "people.view_act_rules", 93, "users"),
        MenuItem(_("Audit trail"), "people:audit_list", "people.view_audit", 92, "history"),
    ]


@hooks.register("person_actions")
def name_as_liaison(user, person):
    posting = user.has_perm("people.manage_roles") and person.postings.current().select_related("unit").first()
    if not posting:
        return []
    address = reverse("people:unit_liaison", kwargs={"code": posting.unit.code})
    return [PageAction(_("Name as liaison"), f"{address}?who={person.staff_no}", "user-check")]


@hooks.register("setup_steps")
def people_steps():
    counts = setup_counts()
    units = {"units": counts.units}
    return [
        SetupStep(
            10,
            _("Units"),
            counts.units > 0,
            gettext("%(units)d access units are entered. They come in by “manage.py setup_city --units FILE.xlsx”.")
            % units,
            reverse("people:unit_list"),
            "people.view_units",
        ),
        SetupStep(
            20,
            _("Roster"),
            counts.units > 0 and not counts.empty,
            gettext("%(n)d access units have nobody in the roster yet.") % {"n": counts.empty},
            reverse("people:person_list"),
            "people.view_roster",
        ),
        SetupStep(
            30,
            _("Liaisons"),
            counts.units > 0 and not counts.without_liaison,
            gettext("%(n)d access units have no liaison yet. The security administrator grants the role.")
            % {"n": counts.without_liaison},
            reverse("people:unit_list"),
            "people.view_units",
        ),
        SetupStep(
            40,
            _("First passwords"),
            not counts.on_slips,
            gettext("%(n)d of those with a role of their own have not signed in with their slip yet.")
            % {"n": counts.on_slips},
            reverse("people:person_list"),
            "people.view_roster",
        ),
    ]


@hooks.register("office_panels", order=10)
def setup_panel(request):
    """The checklist of a new installation, until somebody says that all of it is done."""
    if is_demo() or not request.user.has_perm("people.view_setup") or is_set_up():
        return ""
    steps = setup_steps()
    done = sum(step.is_done for step in steps)
    return render_to_string("people/_setup_panel.html", {"done": done, "all": len(steps)}, request)


@hooks.register("audit_actions")
def people_actions():
    return ACTIONS


@hooks.register("message_kinds")
def people_message_kinds():
    return KINDS
