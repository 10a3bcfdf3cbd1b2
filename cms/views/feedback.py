from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy

from cms.forms import AnswerForm, FeedbackForm
from cms.models import Feedback
from cms.services.feedback import answer_feedback, leave_feedback
from cms.views.portal import PortalMixin
from common.views import PUBLIC, FormPage, ListPage, ObjectFormPage, PageView
from people.trail.middleware import client_address


class FeedbackCreateView(PortalMixin, FormPage):
    """Anybody says what they think of the site or the training."""

    permission_required = PUBLIC
    template_name = "cms/feedback_create.html"
    form_class = FeedbackForm
    done_message = gettext_lazy("Thank you. Keep the number: with it you read the answer on this page.")

    def get_initial(self):
        return {"page": self.request.GET.get("from", "")}

    def act(self, form):
        user = self.request.user
        by = user if user.is_authenticated else None
        return leave_feedback(**form.cleaned_data, by=by, address=client_address(self.request))

    def get_success_url(self):
        return self.result.get_absolute_url()


class FeedbackDetailView(PortalMixin, PageView):
    """Who knows the number reads the message and its answer."""

    permission_required = PUBLIC
    template_name = "cms/feedback_detail.html"

    def get_context_data(self, **kwargs):
        code = self.kwargs["code"].upper()
        if "\x00" in code:
            code = ""
        return super().get_context_data(feedback=get_object_or_404(Feedback, code=code), **kwargs)


class FeedbackListView(ListPage):
    """What waits for an answer, then what was answered."""

    model = Feedback
    permission_required = "cms.answer_feedback"
    template_name = "cms/feedback_list.html"

    def get_rows(self):
        rows = Feedback.objects.select_related("by", "answered_by").order_by("-left_at", "-id")
        return rows.exclude(answered_at=None) if self.is_done else rows.open()

    @property
    def is_done(self):
        return self.request.GET.get("state") == "done"

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_done=self.is_done, **kwargs)


class FeedbackAnswerView(ObjectFormPage):
    model = Feedback
    permission_required = "cms.answer_feedback"
    template_name = "cms/feedback_answer.html"
    form_class = AnswerForm
    success_url = reverse_lazy("cms:feedback_list")
    done_message = gettext_lazy("The answer can be read now by who knows the number.")

    def get_queryset(self):
        return Feedback.objects.all()

    def act(self, form):
        return answer_feedback(feedback=self.object, answer=form.cleaned_data["answer"], by=self.request.user)

    def get_success_url(self):
        return reverse("cms:feedback_list")
