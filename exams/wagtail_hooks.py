from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from common.desk import Figure, Today
from common.menu import MenuItem, PageAction
from exams.actions import ACTIONS
from exams.messages import KINDS
from exams.models import Attempt, Sitting, SittingStaff
from exams.own_data import own_data
from exams.selectors import open_and_coming, own_sittings

PANEL_ROWS = 5
MOST_NAMED = 5


@hooks.register("site_menu")
def exams_menu():
    return [
        MenuItem(_("Examinations"), "exams:desk", "exams.view_desk", 35, "certificate", group="exams"),
        MenuItem(_("My examinations"), "exams:sitting_list", "exams.view_own_exams", 4, "edit", short=_("Exams")),
    ]


@hooks.register("person_merge_obstacles")
def papers_in_the_way(keep, away):
    """A paper that is being written stays with the entry that began it."""
    n = away.attempts.open().count()
    return [_("papers not handed in: %(n)d") % {"n": n}] if n else []


@hooks.register("question_ties")
def papers_drawn(bank, versions, since):
    """Papers drawn since then that ask one of these versions of the bank's questions."""
    papers = Attempt.objects.filter(sitting__paper__bank=bank, started_at__gte=since).values_list("items", flat=True)
    n = sum(any(item["version"] in versions for item in items) for items in papers)
    return [_("papers drawn with these questions: %(n)d") % {"n": n}] if n else []


@hooks.register("question_ties")
def examinations_to_come(bank, versions, since):
    """Examinations that are open or planned and draw on the bank, however many are left for them."""
    waiting = Sitting.objects.filter(paper__bank=bank, cancelled_at=None, closes_at__gt=timezone.now())
    titles = list(waiting.order_by("opens_at", "pk").values_list("title", flat=True)[: MOST_NAMED + 1])
    if not titles:
        return []
    named = _("; ").join(titles[:MOST_NAMED]) + ("…" if len(titles) > MOST_NAMED else "")
    return [_("examinations that are not over draw on this bank: %(titles)s") % {"titles": named}]


@hooks.register("me_panels", order=30)
def my_examinations(request):
    """Examinations of the person that are open or were sat."""
    if request.user.person_id is None:
        return ""
    rows = [row for row in own_sittings(request.user) if row.attempts or row.sitting.phase != "over"]
    return render_to_string("exams/_me_panel.html", {"rows": rows[:PANEL_ROWS]}, request) if rows else ""


@hooks.register("accounts_with_duties")
def sitting_staff(users):
    """Of the accounts with these keys: those who oversee or mark an examination."""
    held = SittingStaff.objects.filter(user__in=users, sitting__cancelled_at=None)
    return held.values_list("user", flat=True)


@hooks.register("message_kinds")
def exams_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def exams_actions():
    return ACTIONS


@hooks.register("own_data")
def exams_of_person(person):
    return own_data(person)


@hooks.register("desk_figures")
def sittings_by_phase(user):
    if not user.has_perm("exams.view_desk"):
        return []
    n = open_and_coming(user)
    desk = reverse("exams:desk")
    return [
        Figure(
            _("Examinations open"), n["open"], pgettext_lazy("counted", "sittings"), f"{desk}?phase=open", "edit", 10
        ),
        Figure(
            _("Examinations to come"),
            n["coming"],
            pgettext_lazy("counted", "sittings"),
            f"{desk}?phase=coming",
            "calendar-event",
            11,
        ),
    ]


@hooks.register("desk_today")
def sittings_of_today(request, today):
    if not request.user.has_perm("exams.view_desk"):
        return []
    held = Sitting.objects.overseen_by(request.user).filter(cancelled_at=None, opens_at__date=today)
    return [
        Today(
            begins=timezone.localtime(sitting.opens_at).time(),
            ends=timezone.localtime(sitting.closes_at).time() if sitting.closes_at.date() == today else None,
            what=sitting.title,
            says=str(_("Examination")),
            address=sitting.get_absolute_url(),
        )
        for sitting in held
    ]


@hooks.register("desk_actions")
def schedule_an_examination(user):
    if not user.has_perm("exams.schedule_sitting"):
        return []
    return [PageAction(_("Schedule an examination"), reverse("exams:sitting_create"), "calendar-event", 20)]
