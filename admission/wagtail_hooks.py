from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from admission.actions import ACTIONS
from admission.choices import EnrolmentStatus, NominationStatus
from admission.concerned import trainees_of, units_to_come
from admission.messages import KINDS
from admission.own_data import own_data
from admission.roles import ROLES
from admission.selectors import (
    classes_in_common,
    notice_of,
    open_business,
    place_of,
    places_for_desk,
    unfinished_classes,
)
from admission.services.overlaps import refuse_overlaps_of_class
from admission.stages import stages_of_admission
from admission.waiting import kinds
from common.menu import MenuItem, PageAction
from people.models import one_person
from training.choices import BatchState
from training.slots import BatchFigure


@hooks.register("site_menu")
def admission_menu():
    return [MenuItem(_("Notices to answer"), "admission:inbox", "admission.view_inbox", 22, "inbox", group="notices")]


@hooks.register("unit_ties", order=10)
def open_business_of_unit(unit):
    """What the unit still has to answer before it can close."""
    waiting, undecided = open_business(unit)
    texts = ((_("notices not answered: %(n)d"), waiting), (_("nominations not decided: %(n)d"), undecided))
    return [str(text) % {"n": n} for text, n in texts if n]


@hooks.register("person_merge_obstacles")
def classes_in_the_way(keep, away):
    """Two people sat in one class; and a place in a class that goes on stays with the entry that holds it."""
    shared = [(_("both have a place in “%(title)s”"), batch) for batch in classes_in_common(keep, away)]
    unfinished = [(_("“%(title)s” is not closed"), batch) for batch in unfinished_classes(away)]
    return [str(text) % {"title": batch.title} for text, batch in shared + unfinished]


@hooks.register("ways_to_know")
def invited_or_enrolled(user):
    """Announced to a unit whose liaison or partner contact the user is, attended by the partner's people or by them."""
    ways = [
        user.scope.reach("notices__receipts__unit__path", ROLES.who("answer")),
        Q(enrolments__status=EnrolmentStatus.ACTIVE)
        & user.scope.reach("enrolments__unit__path", ROLES.who("know_own_places")),
    ]
    return [*ways, one_person(user.person_id, "enrolments__person")] if user.person_id else ways


@hooks.register("class_audience")
def who_comes(batches):
    """The trainees, and who answers for the units that send somebody."""
    trainees, units = trainees_of(batches), units_to_come(batches)
    return {batch: [*trainees[batch], *units[batch]] for batch in batches}


@hooks.register("refuse_meeting")
def trainees_elsewhere(batch, meeting, reason, by):
    return refuse_overlaps_of_class(batch, meeting, reason, by)


@hooks.register("batch_figures")
def nominations_and_signatures():
    submitted, unsigned = Q(nominations__status=NominationStatus.SUBMITTED), Q(notices__receipts__signed_at=None)
    return [
        BatchFigure("waiting", _("Waiting"), Count("nominations", filter=submitted, distinct=True), board_of),
        BatchFigure("unsigned", _("Not signed"), Count("notices__receipts", filter=unsigned, distinct=True)),
    ]


def board_of(user, batch):
    if not user.has_perm("training.create_class"):
        return ""
    return reverse("admission:receipt_board", kwargs={"code": batch.code})


@hooks.register("batch_steps")
def steps_of_admission(request, batch):
    """Notice, board and arrival details; for a trainee their own."""
    user, code = request.user, {"code": batch.code}
    steps = []
    if user.has_perm("training.change_batch", batch):
        if batch.state == BatchState.DRAFT:
            address = reverse("admission:notice_issue", kwargs=code)
            steps.append(PageAction(_("Issue the notice"), address, "send", 10, is_primary=True))
        if notice_of(batch):
            address = reverse("admission:receipt_board", kwargs=code)
            steps.append(PageAction(_("Receipts and nominations"), address, "list-check", 20, is_primary=True))
    if user.has_perm("admission.view_arrivals", batch):
        address = reverse("admission:arrival_list", kwargs=code)
        steps.append(PageAction(_("Arrival details"), address, "clipboard-list", 40))
    place = place_of(user.person_id, batch)
    if place and batch.is_open and batch.ends_on >= timezone.localdate():
        steps.append(own_arrival(place))
    return steps


def own_arrival(place):
    address = reverse("admission:arrival_set", args=[place.pk])
    if hasattr(place, "arrival"):
        return PageAction(_("Change arrival details"), address, "edit", 70)
    return PageAction(_("Fill in arrival details"), address, "clipboard-list", 70, is_primary=True)


@hooks.register("batch_page_panels", order=-10)
def notice_panel(request, batch):
    notice = notice_of(batch)
    return render_to_string("admission/_notice_panel.html", {"notice": notice}, request) if notice else ""


@hooks.register("message_kinds")
def admission_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def admission_actions():
    return ACTIONS


@hooks.register("own_data")
def admission_of_person(person):
    return own_data(person)


@hooks.register("waiting")
def waiting_for_admission():
    return kinds()


@hooks.register("class_stages")
def class_stages(user, batches):
    return stages_of_admission(user, batches)


@hooks.register("desk_panels", order=30)
def quotas_panel(request):
    """For who answers for a unit: seats, nominations and places in the classes that are not over."""
    if not request.user.has_perm("admission.view_inbox"):
        return ""
    rows = places_for_desk(request.user)
    return render_to_string("admission/_desk_quotas.html", {"rows": rows}, request) if rows else ""
