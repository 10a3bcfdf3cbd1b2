from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem, PageAction, SetupStep
from training.actions import ACTIONS
from training.calendar import UsualHours, year_is_known
from training.choices import BatchState, StaffRole
from training.messages import KINDS
from training.models import BatchStaff
from training.roles import HOMES
from training.selectors import open_classes_of


@hooks.register("site_menu")
def training_menu():
    return [
        MenuItem(_("Training plan"), "training:plan", "training.view_plan", 20, "calendar", group="classes"),
        MenuItem(_("My classes"), "training:class_list", "training.view_classes", 21, "school", group="classes"),
    ]


@hooks.register("role_home")
def training_homes():
    return [Home(role, name) for role, name in HOMES.items()]


@hooks.register("setup_steps")
def calendar_steps():
    rows = UsualHours().rows
    year = timezone.localdate().year
    is_known = year_is_known(year)
    known, missing = gettext("The holidays of %(year)d are entered."), gettext("Enter the holidays of %(year)d.")
    return [
        SetupStep(
            52,
            _("Hours of the day"),
            bool(rows),
            gettext("Hours of your own are entered.")
            if rows
            else gettext("Shipped: 08:30–12:00, 14:30–17:30, evenings 19:00–21:00, all the year."),
            reverse("training:daily_hours"),
            "training.set_calendar",
            "daily_hours",
        ),
        SetupStep(
            53,
            _("Holidays and working days"),
            is_known,
            (known if is_known else missing) % {"year": year},
            reverse("training:calendar"),
            "training.set_calendar",
        ),
    ]


@hooks.register("unit_ties", order=20)
def open_classes_of_unit(unit):
    """What the unit still has to finish before it can close."""
    n = open_classes_of(unit).count()
    return [gettext("classes of the unit not closed: %(n)d") % {"n": n}] if n else []


@hooks.register("batch_steps")
def timetable_steps(request, batch):
    if not (batch.is_open and request.user.has_perm("training.change_batch", batch)):
        return []
    address = reverse("training:meeting_add", kwargs={"code": batch.code})
    return [PageAction(_("Add a half-day"), address, "plus", order=60)]


@hooks.register("accounts_with_duties")
def class_teachers(users):
    """Of the accounts with these keys: those who look after a class that is not over."""
    over = (BatchState.CLOSED, BatchState.CANCELLED)
    teaching = BatchStaff.objects.filter(user__in=users, role=StaffRole.CLASS_TEACHER).exclude(batch__state__in=over)
    return teaching.values_list("user", flat=True)


@hooks.register("message_kinds")
def training_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def training_actions():
    return ACTIONS
