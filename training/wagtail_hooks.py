from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.desk import Today
from common.menu import MenuItem, PageAction, SetupStep
from training.actions import ACTIONS
from training.calendar import UsualHours, year_is_known
from training.choices import BatchState, StaffRole
from training.messages import KINDS
from training.models import BatchStaff
from training.selectors import classes_for_desk, open_classes_of, todays_meetings
from training.slots import meeting_actions
from training.stages import set_up_stages
from training.suggestions import suggest_lecturers, suggest_rooms


@hooks.register("site_menu")
def training_menu():
    return [
        MenuItem(_("Training plan"), "training:plan", "training.view_plan", 20, "calendar", group="classes"),
        MenuItem(_("My classes"), "training:class_list", "training.view_classes", 21, "school", group="classes"),
    ]


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


@hooks.register("suggestions")
def lecturer_and_room_suggestions():
    return {"lecturer": suggest_lecturers, "room": suggest_rooms}


@hooks.register("audit_actions")
def training_actions():
    return ACTIONS


@hooks.register("class_stages")
def stages_of_setting_up(user, batches):
    return set_up_stages(user, batches)


@hooks.register("desk_actions")
def new_class(user):
    if not user.has_perm("training.create_class"):
        return []
    return [PageAction(_("New class"), reverse("training:class_create"), "plus", 10, is_primary=True)]


@hooks.register("desk_today")
def meetings_of_today(request, today):
    """The half-days of the classes the user works in, with the buttons for them."""
    if not request.user.has_perm("training.view_classes"):
        return []
    meetings = todays_meetings(request.user, today)
    actions = meeting_actions(request, meetings)
    return [
        Today(
            begins=meeting.starts_at,
            ends=meeting.ends_at,
            what=meeting.title,
            says=" · ".join(str(one) for one in (meeting.batch.title, meeting.room, meeting.lecturer) if one),
            address=meeting.batch.get_absolute_url(),
            actions=actions[meeting.pk],
        )
        for meeting in meetings
    ]


@hooks.register("desk_panels", order=20)
def classes_panel(request):
    """The classes that are not over, with the next act of each."""
    if not request.user.has_perm("training.view_classes"):
        return ""
    batches = classes_for_desk(request.user, timezone.localdate())
    return render_to_string("training/_desk_classes.html", {"batches": batches}, request)
