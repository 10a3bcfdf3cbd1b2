from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.views import FormPage, ListPage, ObjectFormPage, ObjectPage, PageView, SeenMixin
from training.calendar import days_off
from training.choices import StaffRole
from training.forms.classes import ClassForm, HoursForm, MeetingFormSet, OneMeetingForm, ReasonForm, with_more_lines
from training.messages import half_day
from training.models import Batch
from training.selectors import (
    batches_for_list,
    by_day,
    organisers_for,
    own_organiser,
    plan_board,
    timetable_of,
    todays_meetings,
)
from training.services.classes import add_meeting, cancel_meeting, create_class, hours_of, over_refusal, set_hours
from training.slots import batch_figures, batch_steps, meeting_actions
from training.stages import ways_of


class ClassListView(ListPage):
    """The classes somebody works in, running ones first."""

    model = Batch
    permission_required = "training.view_classes"
    template_name = "training/class_list.html"

    def get_rows(self):
        return batches_for_list(Batch.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        today, user = timezone.localdate(), self.request.user
        meetings = todays_meetings(user, today)
        return super().get_context_data(
            today=today,
            todays_meetings=meetings,
            actions=meeting_actions(self.request, meetings),
            panels=[panel for hook in hooks.get_hooks("class_list_panels") if (panel := hook(self.request))],
            **kwargs,
        )


class PlanView(PageView):
    permission_required = "training.view_plan"
    template_name = "training/plan.html"

    def get_context_data(self, **kwargs):
        figures = batch_figures()
        board = plan_board(Batch.objects.visible_to(self.request.user), figures)
        for _plan, batches in board:
            for batch in batches:
                batch.figures = [self.figure_of(batch, figure) for figure in figures]
        return super().get_context_data(board=board, figures=figures, **kwargs)

    def figure_of(self, batch, figure):
        """What is counted, how many there are, and where it leads."""
        n = getattr(batch, figure.name)
        return figure.label, n, figure.address(self.request.user, batch) if n else ""


class ClassCreateView(FormPage):
    """新建培训班: one page makes plan item, session, batch and timetable."""

    permission_required = "training.create_class"
    template_name = "training/class_create.html"
    form_class = ClassForm
    done_message = _("The class is set up. Next: issue the notice.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "organisers": organisers_for(self.request.user)}

    def get_initial(self):
        return {"organiser": own_organiser(self.request.user)} if self.request.method == "GET" else {}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("meetings", MeetingFormSet(prefix="m"))
        return super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(**self.as_typed(request.POST)))
        self.meetings = MeetingFormSet(request.POST, prefix="m")
        form = self.get_form()
        if form.is_valid() and self.meetings.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def as_typed(self, data):
        """The page again with more lines, before anything is judged."""
        typed = {**data.dict(), "tracks": data.getlist("tracks")}
        form = ClassForm(initial=typed, organisers=self.get_form_kwargs()["organisers"])
        return {"form": form, "meetings": with_more_lines(data, "m")}

    def act(self, form):
        drafts = self.meetings.drafts()
        batch = create_class(draft=form.draft(drafts), by=self.request.user)
        warn_of_days_off(self.request, [draft.date for draft in drafts])
        return batch

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form, meetings=self.meetings), status=422)

    def get_success_url(self):
        return self.result.get_absolute_url()


def warn_of_days_off(request, days):
    """Not a refusal: some classes are held at the weekend."""
    off = days_off(days)
    if off:
        listed = " · ".join(f"{day:%Y-%m-%d} {why}" for day, why in off.items())
        messages.warning(request, _("These days are days off: %(days)s. Check the dates.") % {"days": listed})


class BatchPage(ObjectPage):
    model = Batch
    context_object_name = "batch"


class WhileOpen:
    """The page of an act: of a class that is closed or cancelled it leads to what can be read, with a sentence."""

    def get(self, request, *args, **kwargs):
        batch = self.class_of_page()
        if refusal := over_refusal(batch):
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(batch.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def class_of_page(self):
        return self.object


class BatchFormPage(WhileOpen, ObjectFormPage):
    model = Batch
    context_object_name = "batch"


class BatchDetailView(BatchPage):
    permission_required = "training.view_batch"
    template_name = "training/batch_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("organiser").prefetch_related("staff__user__person")

    def get_context_data(self, **kwargs):
        request, batch = self.request, self.object
        timetable = timetable_of(batch)
        slots, days = by_day(timetable)
        may = {verb: request.user.has_perm(f"training.{verb}", batch) for verb in ("change_batch", "view_seats")}
        way = ways_of(request.user, [batch])[batch.pk] if may["view_seats"] else None
        now = {act.address for act in way.now.acts} if way and way.now else ()
        return super().get_context_data(
            way=way,
            steps=[step for step in batch_steps(request, batch) if step.address not in now],
            panels=[panel for hook in hooks.get_hooks("batch_page_panels") if (panel := hook(request, batch))],
            slots=slots,
            days=days,
            actions=meeting_actions(request, timetable),
            days_off=days_off(meeting.date for meeting in timetable),
            may=may,
            teachers=[one.user for one in batch.staff.all() if one.role == StaffRole.CLASS_TEACHER],
            today=timezone.localdate(),
            **kwargs,
        )


class MeetingAddView(BatchFormPage):
    permission_required = "training.change_batch"
    template_name = "training/meeting_form.html"
    form_class = OneMeetingForm
    done_message = _("The half-day is on the timetable.")

    def act(self, form):
        draft, reason = form.draft(), form.cleaned_data["overlap_reason"]
        add_meeting(batch=self.object, draft=draft, by=self.request.user, overlap_reason=reason)
        warn_of_days_off(self.request, [draft.date])


class OneMeeting(BatchFormPage):
    """A half-day of the class. One that was cancelled since the timetable was opened leads back there, with a sentence."""

    permission_required = "training.change_batch"

    def rights_object(self):
        batch = super().rights_object()
        self.meeting = get_object_or_404(batch.meetings, pk=self.kwargs["pk"])
        return batch

    def get(self, request, *args, **kwargs):
        return self.back_from_cancelled() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.back_from_cancelled() or super().post(request, *args, **kwargs)

    def back_from_cancelled(self):
        if self.meeting.cancelled_at is None:
            return None
        text = _("The half-day of %(when)s is cancelled already. Reason: %(reason)s")
        values = {"when": half_day(self.meeting), "reason": self.meeting.cancel_reason}
        messages.warning(self.request, text % values)
        return HttpResponseRedirect(self.object.get_absolute_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)


class MeetingHoursView(SeenMixin, OneMeeting):
    template_name = "training/meeting_hours.html"
    form_class = HoursForm
    done_message = _("The half-day has its new hours.")

    def stands(self):
        return hours_of(self.meeting)

    def get_initial(self):
        return self.stands()

    def act(self, form):
        return set_hours(meeting=self.meeting, by=self.request.user, seen=self.seen, **form.cleaned_data)


class MeetingCancelView(OneMeeting):
    template_name = "training/meeting_cancel.html"
    form_class = ReasonForm
    done_message = _("The half-day is cancelled.")

    def act(self, form):
        return cancel_meeting(meeting=self.meeting, reason=form.cleaned_data["reason"], by=self.request.user)
