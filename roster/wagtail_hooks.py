from dataclasses import replace

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.desk import Figure
from common.errors import NotAllowed
from common.menu import MenuItem, PageAction, SetupStep
from roster.actions import ACTIONS
from roster.liaison_list.kind import LiaisonList
from roster.messages import KINDS
from roster.models import TransferRequest
from roster.people_list.kind import PeopleList
from roster.selectors.completeness import people_in_reach
from roster.selectors.setup import setup_counts
from roster.unit_list.kind import UnitList
from roster.waiting import kinds


@hooks.register("site_menu")
def roster_menu():
    return [
        MenuItem(_("Transfers"), "roster:transfer_list", "roster.view_transfers", 62, "arrows-exchange", group="people")
    ]


@hooks.register("setup_steps")
def roster_steps():
    counts = setup_counts()
    units = {"units": counts.units}
    return [
        SetupStep(
            10,
            _("Units"),
            counts.units > 0,
            gettext("%(units)d access units are entered. They come in as a list, from the page of units.") % units,
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


@hooks.register("roster_actions")
def list_actions(user):
    """What else is done with the roster, beside looking at it."""
    actions = [
        (_("Completeness"), "roster:completeness", "roster.view_completeness", "list-check"),
        (_("Enter a person"), "roster:person_register", "people.register_person", "user-plus"),
    ]
    allowed = [PageAction(label, reverse(name), icon) for label, name, may, icon in actions if user.has_perm(may)]
    if user.has_perm("roster.import_roster"):
        address = reverse("intake:import_list", kwargs={"kind": PeopleList.code})
        allowed.append(PageAction(_("Import a list"), address, "upload"))
    return allowed


@hooks.register("units_actions")
def unit_list_actions(user):
    allowed = []
    if user.has_perm("roster.view_completeness"):
        allowed.append(PageAction(_("Completeness"), reverse("roster:completeness"), "list-check"))
    if user.has_perm("roster.import_units"):
        address = reverse("intake:import_list", kwargs={"kind": UnitList.code})
        allowed.append(PageAction(_("Import a list of units"), address, "upload"))
    if user.has_perm(LiaisonList.permission):
        address = reverse("intake:import_list", kwargs={"kind": LiaisonList.code})
        allowed.append(PageAction(_("Import a list of liaisons"), address, "user-check"))
    return allowed


@hooks.register("person_actions")
def person_actions(user, person):
    if not user.has_perm("roster.merge_persons", person):
        return []
    return [PageAction(_("Entered twice"), reverse("roster:person_merge", kwargs={"uuid": person.uuid}), "users")]


@hooks.register("person_page_panels", order=5)
def merges_panel(request, person):
    merges = person.merges.standing().select_related("away")
    if not merges:
        return ""
    may_undo = request.user.has_perm("roster.merge_persons", person)
    return render_to_string("roster/_merges_panel.html", {"merges": merges, "may_undo": may_undo}, request)


@hooks.register("unit_ties")
def transfers_of_unit(unit):
    waiting = TransferRequest.objects.open()
    n = waiting.filter(from_unit=unit).count() + waiting.filter(unit=unit).count()
    return [gettext("transfers waiting: %(n)d") % {"n": n}] if n else []


@hooks.register("person_merge_obstacles")
def transfers_of_entry(keep, away):
    n = TransferRequest.objects.open().filter(person=away).count()
    return [gettext("transfers waiting: %(n)d") % {"n": n}] if n else []


@hooks.register("refuse_departure")
def refuse_while_a_transfer_waits(person):
    if TransferRequest.objects.open().filter(person=person).exists():
        text = gettext("A transfer of this person waits for an answer. Decide it first.")
        raise NotAllowed(text, code="transfer_open")


@hooks.register("list_kinds")
def people_lists():
    return [PeopleList(), UnitList(), LiaisonList()]


@hooks.register("audit_actions")
def roster_audit_actions():
    return ACTIONS


@hooks.register("message_kinds")
def roster_message_kinds():
    return KINDS


@hooks.register("waiting")
def waiting_for_roster():
    return kinds()


@hooks.register("desk_figures")
def roster_figures(user):
    if not user.has_perm("roster.view_completeness"):
        return []
    n = people_in_reach(user)
    roster, gaps = reverse("people:person_list"), reverse("roster:completeness")
    return [
        Figure(_("In the roster"), n["people"], pgettext_lazy("counted", "people"), roster, "users", 30),
        Figure(
            _("Entries lacking something"), n["lacking"], pgettext_lazy("counted", "people"), gaps, "list-check", 31
        ),
    ]


@hooks.register("desk_actions")
def roster_desk_actions(user):
    return [replace(action, order=50) for action in list_actions(user)]
