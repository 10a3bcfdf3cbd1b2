"""Scheduling examinations, changing them until they open, cancelling them while nobody has begun."""

from django.utils.translation import gettext_lazy as _

from common.views import FormPage, ObjectFormPage, SeenMixin
from exams.choices import SittingRole
from exams.forms import CancelForm, FinalForm, SittingForm
from exams.models import Paper, Sitting
from exams.rules import manages
from exams.selectors import units_to_examine_for
from exams.services.finals import set_final
from exams.services.oneself import OWN_EXAM
from exams.services.sittings import (
    FIELDS,
    cancel_sitting,
    change_sitting,
    particulars,
    schedule_sitting,
    staff_of,
)


class SittingEditing(FormPage):
    template_name = "exams/sitting_form.html"
    form_class = SittingForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}


class SittingCreateView(SittingEditing):
    permission_required = "exams.schedule_sitting"
    done_message = _("The examination is scheduled.")

    def get_initial(self):
        wanted = self.request.GET.get("paper", "")
        known = Paper.objects.visible_to(self.request.user).select_related("unit")
        paper = known.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None
        unit = paper.unit if paper else units_to_examine_for(self.request.user).first()
        return {"paper": paper, "unit": unit.code if unit else None}

    def act(self, form):
        return schedule_sitting(draft=form.draft(), by=self.request.user)

    def get_success_url(self):
        return self.result.get_absolute_url()


class OneSitting:
    model = Sitting
    lookup = "pk"
    context_object_name = "sitting"
    permission_required = "exams.change_sitting"
    but_for_oneself = manages
    about_oneself = OWN_EXAM

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "batch", "paper")


class SittingChangeView(SeenMixin, OneSitting, SittingEditing, ObjectFormPage):
    done_message = _("The change is stored.")

    def get_initial(self):
        sitting = self.object
        staff = [(row.role, row.user_id) for row in sitting.staff.all()]
        return {
            **{name: getattr(sitting, name) for name in FIELDS},
            "paper": sitting.paper_id,
            "repeats": sitting.repeats_id,
            "unit": sitting.unit.code,
            "batch": sitting.batch.code if sitting.batch else None,
            "graders": [user for role, user in staff if role == SittingRole.GRADER],
            "proctors": [user for role, user in staff if role == SittingRole.PROCTOR],
        }

    def get_queryset(self):
        return super().get_queryset().prefetch_related("staff")

    def stands(self):
        return particulars(self.object, staff_of(self.object))

    def act(self, form):
        return change_sitting(sitting=self.object, draft=form.draft(), by=self.request.user, seen=self.seen)


class SittingFinalView(SeenMixin, OneSitting, ObjectFormPage):
    """Whether certificates of the class need the examination, once it can no longer be changed as a whole."""

    template_name = "exams/sitting_final.html"
    form_class = FinalForm
    done_message = _("The change is stored.")

    def stands(self):
        return {"counts": self.object.counts_for_completion}

    def get_initial(self):
        return self.stands()

    def act(self, form):
        counts = form.cleaned_data["counts"]
        return set_final(sitting=self.object, counts=counts, by=self.request.user, seen=self.seen)


class SittingCancelView(OneSitting, ObjectFormPage):
    template_name = "exams/sitting_cancel.html"
    form_class = CancelForm
    done_message = _("The examination is cancelled.")

    def act(self, form):
        return cancel_sitting(sitting=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
