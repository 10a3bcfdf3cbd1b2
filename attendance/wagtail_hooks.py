from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from admission.selectors import classes_with_place, place_of
from attendance.actions import ACTIONS
from attendance.messages import KINDS
from attendance.own_data import own_data
from attendance.selectors import classes_of_person, classes_shown_to, leave_to_decide, meetings_of_person
from attendance.stages import stages_of_attendance
from attendance.waiting import kinds
from common.errors import NotAllowed
from common.menu import MenuItem, PageAction


@hooks.register("site_menu")
def attendance_menu():
    return [
        MenuItem(
            gettext_lazy("Sign in to a class"),
            "attendance:check_in",
            "attendance.check_in",
            2,
            "qrcode",
            short=gettext_lazy("Sign in to class"),
        )
    ]


@hooks.register("keeps_meeting")
def refuse_with_marks(meeting):
    if meeting.marks.exists():
        text = _("Attendance has been taken in this meeting; it can no longer be cancelled.")
        raise NotAllowed(text, code="has_marks")


@hooks.register("has_come")
def has_marks(place):
    return place.marks.exists()


@hooks.register("batch_steps")
def steps_of_attendance(request, batch):
    user, code = request.user, {"code": batch.code}
    steps = []
    if user.has_perm("admission.view_enrolments", batch):
        address = reverse("attendance:batch_roster", kwargs=code)
        steps.append(PageAction(_("Trainees and attendance"), address, "users", 30))
    if user.has_perm("attendance.take_attendance", batch):
        address = reverse("attendance:sign_in_sheet", kwargs=code)
        steps.append(PageAction(_("Print the sign-in sheet"), address, "printer", 50))
    if batch.is_open and place_of(user.person_id, batch):
        address = reverse("attendance:leave_request", kwargs=code)
        steps.append(PageAction(_("Ask for leave"), address, "calendar-event", 80))
    return steps


@hooks.register("meeting_actions")
def ways_to_take_attendance(request, meetings):
    """The screen for the projector today, the sheet from today on."""
    today = timezone.localdate()
    begun = [m for m in meetings if not m.cancelled_at and m.batch.is_open and m.date <= today]
    taken = [m for m in begun if request.user.has_perm("attendance.take_attendance", m.batch)]
    showable = [m.batch_id for m in taken if m.date == today]
    own = classes_with_place(request.user.person_id, showable)
    return {meeting.pk: sheet_and_screen(meeting, today, own) for meeting in taken}


def sheet_and_screen(meeting, today, own):
    half_day = {"code": meeting.batch.code, "day": meeting.date, "slot": meeting.slot}
    sheet = reverse("attendance:sheet_entry", kwargs=half_day)
    actions = [PageAction(_("Enter the sheet"), sheet, "clipboard-check")]
    if meeting.date == today and meeting.batch_id not in own:
        screen = reverse("attendance:qr_screen", kwargs=half_day)
        actions.insert(0, PageAction(_("QR screen"), screen, "qrcode", is_primary=True))
    return actions


@hooks.register("class_list_panels")
def leave_that_waits(request):
    """Leave to decide, on the page on which class teachers land."""
    leave = leave_to_decide(request.user)
    return render_to_string("attendance/_leave_panel.html", {"leave_requests": leave}, request) if leave else ""


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
    return render_to_string("attendance/_me_panel.html", context, request)


@hooks.register("person_page_panels", order=10)
def classes_of(request, person):
    """The person's classes, as far as the reader may know of them."""
    places = classes_shown_to(request.user, person)
    return render_to_string("attendance/_person_panel.html", {"enrolments": places}, request) if places else ""


@hooks.register("message_kinds")
def attendance_message_kinds():
    return KINDS


@hooks.register("audit_actions")
def attendance_actions():
    return ACTIONS


@hooks.register("own_data")
def attendance_of_person(person):
    return own_data(person)


@hooks.register("waiting")
def waiting_for_attendance():
    return kinds()


@hooks.register("class_stages")
def class_stages(user, batches):
    return stages_of_attendance(user, batches)
