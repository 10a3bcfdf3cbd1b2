from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from common.views import ActionView, ConsequencesMixin, ObjectPage
from courses.models import Course
from partners.forms import ActivityForm, ContributionForm, PersonLineForm
from partners.models import JointActivity
from partners.selectors import guest_seats, guests_of
from partners.services.activities import (
    add_contribution,
    enrol_guest,
    remove_contribution,
    set_up_activity,
    withdraw_guest,
)
from partners.views.agreements import OfAgreement, OneFormPage
from people.models import Person
from training.choices import BatchState
from training.models import Batch


class ActivityCreateView(OfAgreement, OneFormPage):
    permission_required = "partners.set_up_activity"
    heading = _("Train together")
    intro = _(
        "Choose a class that is being prepared or held, or a course. Set up a new class in the training plan first."
    )
    form_class = ActivityForm
    done_message = _("The joint training is entered. Next: what each side gives, and the guests.")

    def get_form_kwargs(self):
        batches = Batch.objects.visible_to(self.request.user).filter(joint_activity=None)
        batches = batches.exclude(state__in=(BatchState.CLOSED, BatchState.CANCELLED))
        courses = Course.objects.live().filter(joint_activity=None).exclude(code=None)
        return {**super().get_form_kwargs(), "batches": batches, "courses": courses}

    def act(self, form):
        data = {**form.cleaned_data, "seats": form.cleaned_data["seats"] or 0}
        return set_up_activity(agreement=self.object, by=self.request.user, **data)

    def get_success_url(self):
        return self.result.get_absolute_url()


class OfActivity:
    """Pages of joint training; the rights are those in its agreement."""

    model = JointActivity
    lookup = "pk"
    context_object_name = "activity"

    def get_queryset(self):
        rows = super().get_queryset().select_related("agreement", "batch", "course")
        return rows.prefetch_related("agreement__parties__unit")

    def rights_target(self):
        return self.rights_object().agreement


class ActivityDetailView(OfActivity, ObjectPage):
    permission_required = "partners.view_agreement"
    template_name = "partners/activity_detail.html"

    def get_context_data(self, **kwargs):
        user, activity = self.request.user, self.object
        verbs = ("manage_agreement", "bring_guests")
        return super().get_context_data(
            may={verb: user.has_perm(f"partners.{verb}", activity.agreement) for verb in verbs},
            contributions=activity.contributions.select_related("lecturer", "room"),
            guests=guests_of(activity).visible_to(user) if activity.batch_id else (),
            taken=guests_of(activity).count() if activity.batch_id else 0,
            seats=guest_seats(activity),
            sees_class=activity.batch_id and Batch.objects.visible_to(user).filter(pk=activity.batch_id).exists(),
            **kwargs,
        )


class ContributionAddView(OfActivity, OneFormPage):
    permission_required = "partners.manage_agreement"
    heading = _("Note a contribution")
    intro = _("Choose the kind and fill in its field. Seats given by the city are for the partner's guests.")
    form_class = ContributionForm
    done_message = _("The contribution is noted.")

    def act(self, form):
        return add_contribution(activity=self.object, by=self.request.user, **form.cleaned_data)


class ContributionRemoveView(OfActivity, ActionView):
    permission_required = "partners.manage_agreement"
    done_message = _("The contribution is taken back.")

    def act(self, activity):
        row = get_object_or_404(activity.contributions, pk=self.kwargs["row"])
        remove_contribution(contribution=row, by=self.request.user)


class GuestAddView(OfActivity, OneFormPage):
    permission_required = "partners.bring_guests"
    heading = _("Bring a guest")
    intro = _("Somebody of the partner takes one of the seats set aside; the quotas of the units stay as they are.")
    form_class = PersonLineForm
    done_message = _("The guest has a place in the class.")

    def get_form_kwargs(self):
        people = Person.objects.visible_to(self.request.user).in_post()
        return {**super().get_form_kwargs(), "people": people}

    def act(self, form):
        return enrol_guest(activity=self.object, person=form.cleaned_data["person"], by=self.request.user)


class GuestWithdrawView(ConsequencesMixin, OfActivity, ActionView):
    question = _("Withdraw the guest")
    consequences = (
        _("The guest's place in the class is free again, and the guest is told. Who has attended stays on the roll."),
    )
    permission_required = "partners.bring_guests"
    done_message = _("The guest's place is free again.")

    def place(self):
        return get_object_or_404(guests_of(self.object).visible_to(self.request.user), pk=self.kwargs["place"])

    def whom(self):
        return [f"{self.place().person} · {self.object}"]

    def act(self, activity):
        withdraw_guest(place=self.place(), by=self.request.user)
