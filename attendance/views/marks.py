from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from admission.rules import is_own_place
from admission.selectors import changes_since, had_several_lists, numbered_list
from attendance.exports import sign_in_sheet
from attendance.forms import CorrectionForm, SheetForm, VersionForm
from attendance.models import AttendanceMark
from attendance.rules import works_in_class
from attendance.scans import subject_of
from attendance.selectors import arrived_count, attendance_grid, half_day_roster, shared_devices
from attendance.services.marks import correct_mark, own_refusal, record_sheet
from common.exports import file_answer
from common.printing.qr import qr_svg
from common.sealing.tokens import STEP_SECONDS, issue_token, short_code
from common.views import ObjectFormPage, SeenMixin
from people.installation import is_demo
from people.models import Person
from people.trail import audit
from training.labels import label_of
from training.models import Batch
from training.views.classes import BatchFormPage, BatchPage, WhileOpen


class BatchRosterView(BatchPage):
    permission_required = "admission.view_enrolments"
    template_name = "attendance/batch_roster.html"

    def get_context_data(self, **kwargs):
        meetings, rows = attendance_grid(self.object)
        may_correct = self.object.is_open and self.request.user.has_perm("attendance.take_attendance", self.object)
        return super().get_context_data(meetings=meetings, rows=rows, may_correct=may_correct, **kwargs)


class SignInSheetView(BatchPage):
    permission_required = "attendance.take_attendance"

    def get(self, request, *args, **kwargs):
        content = sign_in_sheet(self.object, is_demo=is_demo())
        data = {"version": self.object.version}
        audit.record(self.object, "attendance.print_sheet", by=request.user, data=data)
        return file_answer(content, _("Sign-in sheet"), label_of(self.object), timezone.localdate(), ending="pdf")


class HalfDayMixin:
    """A class and one of its half-days; a half-day it does not meet in is not there."""

    permission_required = "attendance.take_attendance"

    def rights_object(self):
        batch = super().rights_object()
        self.day, self.slot = self.kwargs["day"], self.kwargs["slot"]
        meetings = batch.meetings.held().select_related("room", "lecturer")
        self.meeting = get_object_or_404(meetings.of_half_day(self.day, self.slot))
        return batch

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "meeting": self.meeting, "day": self.day, "slot": self.slot})


class SheetEntryView(HalfDayMixin, BatchFormPage):
    """Back-entry by exception: everybody present, then only the others."""

    template_name = "attendance/sheet_entry.html"
    form_class = SheetForm

    @cached_property
    def question(self):
        asked = "version" in self.request.GET
        return VersionForm(self.request.GET if asked else None, batch=self.object)

    @cached_property
    def version(self):
        """Which version of the list is printed on the sheet; None until that is known."""
        if self.question.is_bound:
            return self.question.cleaned_data["version"] if self.question.is_valid() else None
        # What is sent names people, so that only the page itself can be read against the wrong sheet.
        unclear = self.request.method == "GET" and had_several_lists(self.object)
        return None if unclear else self.object.version

    def get_form_kwargs(self):
        rows = half_day_roster(self.object, self.day, self.slot)
        is_old = self.version and self.version < self.object.version
        return {
            **super().get_form_kwargs(),
            "rows": rows,
            # A class teacher keeps no roster, but whoever stands in the room may be anyone of the city.
            "people": Person.objects.in_post(),
            "by": self.request.user,
            "printed": numbered_list(self.object, self.version) if is_old else [place for place, _mark in rows],
            "may_allow_overlap": self.request.user.has_perm("admission.allow_overlap", self.object),
        }

    def act(self, form):
        n = record_sheet(
            batch=self.object,
            day=self.day,
            slot=self.slot,
            exceptions=form.entries(),
            written_in=form.cleaned_data["written_in"],
            overlap_reason=form.cleaned_data.get("overlap_reason", ""),
            by=self.request.user,
        )
        self.done_message = ngettext("%(n)d mark is entered.", "%(n)d marks are entered.", n) % {"n": n}

    def get_context_data(self, **kwargs):
        if self.version is None:
            return super().get_context_data(**{"form": self.question, "version": None, **kwargs})
        is_old = self.version < self.object.version
        return super().get_context_data(
            shared_devices=shared_devices(self.object, self.day, self.slot),
            version=self.version,
            changes=changes_since(self.object, self.version) if is_old else None,
            **kwargs,
        )


class QrScreenView(WhileOpen, HalfDayMixin, BatchPage):
    """For the projector; the code itself is fetched anew every few seconds."""

    permission_required = "attendance.show_code"
    but_for_oneself = works_in_class
    about_oneself = _("You have a place in this class. The class teacher or another officer shows the code.")
    template_name = "attendance/qr_screen.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**qr_context(self.request, self.object, self.day, self.slot), **kwargs)


class QrCodeView(QrScreenView):
    template_name = "attendance/_qr_code.html"


def qr_context(request, batch, day, slot):
    now, subject = timezone.now(), subject_of(batch, day, slot)
    address = reverse("attendance:check_in_token", kwargs={"token": issue_token(subject, now=now)})
    origin = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    arrived, due = arrived_count(batch, day, slot)
    return {
        "qr": qr_svg(origin + address, label=_("QR code for signing in")),
        "digits": short_code(subject, now=now),
        "seconds_left": STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS,
        "arrived": arrived,
        "due": due,
    }


class MarkCorrectView(SeenMixin, WhileOpen, ObjectFormPage):
    model = AttendanceMark
    lookup = "pk"
    permission_required = "attendance.take_attendance"
    template_name = "attendance/mark_correct.html"
    context_object_name = "mark"
    form_class = CorrectionForm
    done_message = _("The mark is corrected; the earlier entry stays on record.")

    def get_queryset(self):
        batches = Batch.objects.visible_to(self.request.user)
        rows = AttendanceMark.objects.filter(meeting__batch__in=batches)
        return rows.select_related("meeting__batch__organiser", "enrolment__person", "evidence")

    def rights_target(self):
        return self.rights_object().meeting.batch

    def class_of_page(self):
        return self.object.meeting.batch

    def get_context_data(self, **kwargs):
        is_own = is_own_place(self.request.user, self.object.enrolment)
        return super().get_context_data(own=str(own_refusal()) if is_own else "", **kwargs)

    def act(self, form):
        return correct_mark(mark=self.object, by=self.request.user, seen=self.seen, **form.cleaned_data)

    def stands(self):
        return {"status": self.object.status}

    def get_initial(self):
        return self.stands()

    def get_success_url(self):
        return reverse("attendance:batch_roster", kwargs={"code": self.object.meeting.batch.code})
