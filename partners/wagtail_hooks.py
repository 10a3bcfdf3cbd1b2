from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import MenuItem
from partners.actions import ACTIONS
from partners.messages import KINDS
from partners.models import JointActivity
from partners.own_data import own_data
from partners.suggestions import suggest_lecturers, suggest_parties
from partners.waiting import kinds


@hooks.register("site_menu")
def partners_menu():
    return [
        MenuItem(
            _("Partners"),
            "partners:home",
            "partners.work_with_partners",
            50,
            "heart-handshake",
            group="partners",
        )
    ]


@hooks.register("person_merge_obstacles")
def exchange_in_the_way(keep, away):
    """Somebody is on one exchange at a time."""
    n = away.exchanges.open().count()
    return [_("exchanges under way: %(n)d") % {"n": n}] if n else []


@hooks.register("batch_page_panels", order=20)
def joint_batch(request, batch):
    """With whom the class is held, for those who know of the agreement."""
    return joint_panel(request, batch=batch.pk)


@hooks.register("course_page_panels", order=20)
def joint_course(request, course):
    return joint_panel(request, course=course.pk)


def joint_panel(request, **of):
    if not request.user.is_authenticated:
        return ""
    activity = JointActivity.objects.visible_to(request.user).select_related("agreement").filter(**of).first()
    return render_to_string("partners/_joint_panel.html", {"activity": activity}, request) if activity else ""


@hooks.register("suggestions")
def party_suggestions():
    return {"party": suggest_parties, "giver": suggest_lecturers}


@hooks.register("message_kinds")
def partners_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def partners_actions():
    return ACTIONS


@hooks.register("own_data")
def partners_of_person(person):
    return own_data(person)


@hooks.register("waiting")
def waiting_for_partners():
    return kinds()
