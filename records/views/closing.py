from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from admission.models import Enrolment
from admission.rules import is_own_place
from common.errors import seen_of
from common.views import ObjectFormPage
from exams.choices import ExamResult
from exams.models import Attempt
from exams.services.attempts import finish_overdue
from records.completion import closing_figures, completions_in
from records.forms import IssueForm, WaiverForm
from records.rules import manages_place
from records.selectors import certificates_in, closing_checks, is_ready, postings_in
from records.services.certificates import OWN_ISSUE, issue_certificate
from records.services.closing import close_batch
from records.services.waivers import OWN_CLASS, set_exam_waiver
from training.choices import BatchState
from training.models import Batch


class BatchCloseView(ObjectFormPage):
    """What is in order and what is not, what closing would post, and the button."""

    model = Batch
    context_object_name = "batch"
    permission_required = "records.close_batch"
    template_name = "records/batch_close.html"
    form_class = Form
    done_message = _("The class is closed; hours are posted and certificates issued.")

    def get_queryset(self):
        return super().get_queryset().select_related("organiser")

    def get_context_data(self, **kwargs):
        finish_overdue(attempts=Attempt.objects.filter(sitting__batch=self.object))
        checks, certificates = closing_checks(self.object, self.request.user), certificates_in(self.object)
        rows = completions_in(self.object)
        own = {row.enrolment.pk for row in rows if is_own_place(self.request.user, row.enrolment)}
        having = {certificate.enrolment_id: certificate for certificate in certificates}
        is_closed = self.object.state == BatchState.CLOSED
        figures = closing_figures(rows, having if is_closed else None)
        return super().get_context_data(
            late=is_closed and any(row.is_complete and row.enrolment.pk not in having for row in rows),
            checks=checks,
            ready=is_ready(checks),
            figures=figures,
            seen=seen_of(figures.facts),
            completions=[(row, having.get(row.enrolment.pk)) for row in rows],
            has_exam=any(row.exam.result != ExamResult.NOT_ASKED for row in rows),
            certificates=certificates,
            own=own,
            postings=postings_in(self.object),
            **kwargs,
        )

    def act(self, form):
        return close_batch(batch=self.object, seen=self.request.POST.get("seen", ""), by=self.request.user)


class PlacePage(ObjectFormPage):
    """An act about one place of a class, reached from its closing page."""

    model = Enrolment
    lookup = "pk"
    context_object_name = "place"
    but_for_oneself = manages_place

    def get_queryset(self):
        return super().get_queryset().select_related("batch__organiser", "person")

    def get_success_url(self):
        return reverse("records:batch_close", kwargs={"code": self.object.batch.code})


class ExamWaiverView(PlacePage):
    permission_required = "records.waive_exam"
    about_oneself = OWN_CLASS
    template_name = "records/exam_waiver.html"
    form_class = WaiverForm
    done_message = _("The decision about the final examination is kept.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(decisions=self.object.exam_waivers.select_related("decided_by"), **kwargs)

    def get_initial(self):
        latest = self.object.exam_waivers.last()
        return {"granted": "0" if latest and latest.granted else "1"}

    def act(self, form):
        by, data = self.request.user, form.cleaned_data
        second = form.second_person(by=by, target=self.object)
        return set_exam_waiver(
            enrolment=self.object, granted=data["granted"], reason=data["reason"], second=second, by=by
        )


class CertificateIssueView(PlacePage):
    permission_required = "records.issue_certificate"
    about_oneself = OWN_ISSUE
    template_name = "records/certificate_issue.html"
    form_class = IssueForm
    done_message = _("The certificate is issued; the person has been told.")

    def act(self, form):
        by = self.request.user
        return issue_certificate(enrolment=self.object, second=form.second_person(by=by, target=self.object), by=by)
