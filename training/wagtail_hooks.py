from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import Home, MenuItem
from people.choices import Role
from training.choices import BatchState, StaffRole
from training.models import BatchStaff
from training.selectors import classes_of_person, meetings_of_person


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
