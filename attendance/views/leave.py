from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission.due import is_due
from admission.models import Enrolment
from attendance.forms import LeaveForm
from attendance.models import LeaveRequest
from attendance.services.leave import grant_leave, refuse_leave, request_leave
from common.views import ActionView, FormPage
from training.selectors import timetable_of


class LeaveAction(ActionView):
    model = LeaveRequest
    lookup = "pk"
    permission_required = "attendance.decide_leave"

    def get_queryset(self):
        return super().get_queryset().select_related("enrolment__batch__organiser", "enrolment__person")

    def get_success_url(self):
        return reverse("training:class_list")


class LeaveGrantView(LeaveAction):
    done_message = _("Leave is granted.")

    def act(self, leave):
        grant_leave(leave=leave, by=self.request.user)


class LeaveRefuseView(LeaveAction):
    done_message = _("Leave is refused.")

    def act(self, leave):
        refuse_leave(leave=leave, by=self.request.user)


class LeaveRequestView(FormPage):
    permission_required = "attendance.request_leave"
    template_name = "attendance/leave_request.html"
    form_class = LeaveForm
    done_message = _("Your request is with the class teacher.")

    def get_form_kwargs(self):
        own = Enrolment.objects.active().filter(person=self.request.user.person_id).select_related("batch")
        self.enrolment = get_object_or_404(own, batch__code=self.kwargs["code"])
        rows, now = timetable_of(self.enrolment.batch), timezone.now()
        meetings = [m for m in rows if not m.cancelled_at and m.end > now and is_due(self.enrolment, m.date, m.slot)]
        return {**super().get_form_kwargs(), "meetings": meetings}

    def get_context_data(self, **kwargs):
        form = kwargs.setdefault("form", self.get_form())
        return super().get_context_data(batch=self.enrolment.batch, has_choice=bool(form.meetings), **kwargs)

    def act(self, form):
        return request_leave(
            enrolment=self.enrolment,
            day=form.meeting.date,
            slot=form.meeting.slot,
            kind=form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.enrolment.batch.get_absolute_url()
