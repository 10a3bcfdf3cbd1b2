from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import MenuItem, PageAction
from people.actions import ACTIONS
from people.installation import is_demo, is_set_up, setup_steps
from people.messages import KINDS
from people.selectors.suggestions import suggest_people, suggest_units


@hooks.register("site_menu")
def people_menu():
    return [
        MenuItem(_("Roster"), "people:person_list", "people.view_roster", 60, "users", group="people"),
        MenuItem(_("Units"), "people:unit_list", "people.view_units", 61, "building", group="people"),
        MenuItem(_("Settings"), "people:setup", "people.view_setup", 88, "settings", r"/\w+/settings/", "system"),
        MenuItem(_("Roles"), "people:role_list", "people.view_roles", 91, "shield-lock", group="system"),
        MenuItem(_("Second person"), "people:act_list", "people.view_act_rules", 93, "users", group="system"),
        MenuItem(_("Audit trail"), "people:audit_list", "people.view_audit", 92, "history", group="system"),
    ]


@hooks.register("person_actions")
def name_as_liaison(user, person):
    posting = user.has_perm("people.manage_roles") and person.postings.current().select_related("unit").first()
    if not posting:
        return []
    address = reverse("people:unit_liaison", kwargs={"code": posting.unit.code})
    return [PageAction(_("Name as liaison"), f"{address}?who={person.staff_no}", "user-check")]


@hooks.register("desk_panels", order=-10)
def setup_panel(request):
    """The checklist of a new installation, until somebody says that all of it is done."""
    if is_demo() or not request.user.has_perm("people.view_setup") or is_set_up():
        return ""
    steps = setup_steps()
    done = sum(step.is_done for step in steps)
    return render_to_string("people/_setup_panel.html", {"done": done, "all": len(steps)}, request)


@hooks.register("suggestions")
def unit_and_person_suggestions():
    return {"unit": suggest_units, "person": suggest_people}


@hooks.register("audit_actions")
def people_actions():
    return ACTIONS


@hooks.register("message_kinds")
def people_message_kinds():
    return KINDS
