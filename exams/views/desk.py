"""For those who hold examinations: sittings and results, the bank and its import."""

import secrets

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from common.errors import NotAllowed
from common.exports import XLSX
from common.views import FormPage, ObjectPage, PageView, RightsMixin
from exams.exports import question_template
from exams.forms import ImportForm
from exams.importing.comparing import CHANGED, change_lines
from exams.models import Attempt, Sitting
from exams.selectors import banks_for_desk, late_answers_of, papers_for_desk, results_of, sittings_for_desk
from exams.services.attempts import finish_overdue
from exams.services.questions import import_questions
from intake.verdicts import OK

KEPT_SECONDS = 30 * 60


class DeskView(PageView):
    permission_required = "exams.view_desk"
    template_name = "exams/desk.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        finish_overdue(attempts=Attempt.objects.visible_to(user))
        papers = papers_for_desk(user)
        return super().get_context_data(
            sittings=sittings_for_desk(user), papers=papers, banks=banks_for_desk(), **kwargs
        )


class ResultListView(ObjectPage):
    """Scores of a sitting; no answers, no keys."""

    model = Sitting
    lookup = "pk"
    context_object_name = "sitting"
    permission_required = "exams.view_results"
    template_name = "exams/result_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "batch", "paper", "repeats")

    def get_context_data(self, **kwargs):
        finish_overdue(attempts=self.object.attempts.all())
        may_change = self.request.user.has_perm("exams.change_sitting", self.object)
        staff = self.object.staff.select_related("user").order_by("role", "user__username")
        attempts = results_of(self.object)
        without_results = self.object.phase == "open" and not any(attempt.submitted_at for attempt in attempts)
        return super().get_context_data(
            attempts=attempts,
            late=late_answers_of(self.object),
            may_change=may_change,
            may_set_final=may_change and self.object.batch is not None and without_results,
            staff=staff,
            **kwargs,
        )


def kept_under(user, token):
    return f"exams-import-{user.pk}-{token}"


class ImportView(FormPage):
    """Judges every row and writes nothing; the file is kept for half an hour to be imported as it was judged.

    No change is ticked: what the bank says has been checked by somebody, and a file is often an older copy of it.
    """

    permission_required = "exams.manage_bank"
    template_name = "exams/import.html"
    form_class = ImportForm

    def form_valid(self, form):
        file, bank = form.cleaned_data["file"], form.cleaned_data["bank"]
        kept = {"data": file.read(), "file_name": file.name, "bank": bank}
        try:
            answer = import_questions(**kept, commit=False, by=self.request.user)
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        token = secrets.token_urlsafe(16)
        caches["default"].set(kept_under(self.request.user, token), kept, KEPT_SECONDS)
        return self.render_to_response(
            self.get_context_data(form=form, answer=answer, token=token, bank=bank, **rows_by_care(answer))
        )


def rows_by_care(answer):
    """The rows by what somebody has to do about them: decide, look, nothing."""
    decide = [(row, change_lines(row)) for row in answer.changed]
    others = [row for row in answer.rows if row.outcome != CHANGED or row.is_error]
    return {
        "changes": decide,
        "to_look_at": [row for row in others if row.status != OK],
        "good": [row for row in others if row.status == OK],
    }


class ImportCommitView(RightsMixin, View):
    permission_required = "exams.manage_bank"
    http_method_names = ["post", "options"]

    def post(self, request):
        key = kept_under(request.user, request.POST.get("token", ""))
        kept = caches["default"].get(key)
        if kept is None:
            messages.error(request, _("The file is no longer kept. Choose it again."))
            return HttpResponseRedirect(reverse("exams:import"))
        answer = import_questions(**kept, commit=True, take=request.POST.getlist("take"), by=request.user)
        caches["default"].delete(key)
        counts = {"created": answer.created, "updated": answer.updated, "out": answer.errors + answer.left_out}
        sentence = _("Imported: %(created)s new, %(updated)s changed; %(out)s rows were left out.")
        messages.success(request, sentence % counts)
        return HttpResponseRedirect(reverse("exams:desk"))


class TemplateDownloadView(RightsMixin, View):
    permission_required = "exams.manage_bank"

    def get(self, request):
        answer = HttpResponse(question_template(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
        return answer
