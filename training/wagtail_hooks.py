from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem, SetupStep
from people.choices import Role
from training.actions import ACTIONS
from training.calendar import UsualHours, year_is_known
from training.choices import BatchState, StaffRole
from training.messages import KINDS
from training.models import BatchStaff
from training.own_data import own_data
from training.selectors import (
    classes_in_common,
    classes_of_person,
    classes_shown_to,
    meetings_of_person,
    open_business,
    unfinished_classes,
)


@hooks.register("site_menu")
def training_menu():
    return [
        MenuItem(_("Training plan"), "training:plan", "training.view_plan", 20, "calendar"),
        MenuItem(_("My classes"), "training:class_list", "training.view_classes", 21, "school"),
        MenuItem(_("Notices to answer"), "training:inbox", "training.view_inbox", 22, "inbox"),
        MenuItem(_("Sign in to a class"), "training:check_in", "training.check_in", 23, "qrcode"),
    ]


@hooks.register("role_home")
def training_homes():
    return [
        Home(Role.TRAINING_OFFICER, "training:plan"),
        Home(Role.CLASS_TEACHER, "training:class_list"),
        Home(Role.LECTURER, "training:class_list"),
        Home(Role.LIAISON, "training:inbox"),
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


@hooks.register("unit_ties")
def open_business_of_unit(unit):
    """What the unit still has to answer or to finish before it can close."""
    waiting, undecided, running = open_business(unit)
    texts = (
        (_("notices not answered: %(n)d"), waiting),
        (_("nominations not decided: %(n)d"), undecided),
        (_("classes of the unit not closed: %(n)d"), running),
    )
    return [str(text) % {"n": n} for text, n in texts if n]


@hooks.register("person_merge_obstacles")
def classes_in_the_way(keep, away):
    """Two people sat in one class; and a place in a class that goes on stays with the entry that holds it."""
    shared = [(_("both have a place in “%(title)s”"), batch) for batch in classes_in_common(keep, away)]
    unfinished = [(_("“%(title)s” is not closed"), batch) for batch in unfinished_classes(away)]
    return [str(text) % {"title": batch.title} for text, batch in shared + unfinished]


@hooks.register("me_panels", order=10)
def my_training(request):
    """Today's half-days with the way to sign in, then all classes of the person."""
    person_id = request.user.person_id
    if person_id is None:
        return ""
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "now": now,
        "today": today,
        "meetings": meetings_of_person(person_id, today),
        "enrolments": classes_of_person(person_id),
    }
    return render_to_string("training/_me_panel.html", context, request)


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


@hooks.register("own_data")
def training_of_person(person):
    return own_data(person)


@hooks.register("person_page_panels", order=10)
def classes_of(request, person):
    """The person's classes, as far as the reader may know of them."""
    places = classes_shown_to(request.user, person)
    return render_to_string("training/_person_panel.html", {"enrolments": places}, request) if places else ""
