"""Questions come into a bank: judged, shown, taken row by row."""

import secrets

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from common.errors import NotAllowed
from common.exports import XLSX
from common.views import FormPage, RightsMixin
from intake.verdicts import OK
from questions.exports import question_template
from questions.forms import ImportForm
from questions.importing.comparing import CHANGED, change_lines
from questions.services import import_questions

KEPT_SECONDS = 30 * 60


def kept_under(user, token):
    return f"questions-import-{user.pk}-{token}"


class ImportView(FormPage):
    """Judges every row and writes nothing; the file is kept for half an hour to be imported as it was judged.

    No change is ticked: what the bank says has been checked by somebody, and a file is often an older copy of it.
    """

    permission_required = "questions.manage_bank"
    template_name = "questions/import.html"
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
    permission_required = "questions.manage_bank"
    http_method_names = ["post", "options"]

    def post(self, request):
        key = kept_under(request.user, request.POST.get("token", ""))
        kept = caches["default"].get(key)
        if kept is None:
            messages.error(request, _("The file is no longer kept. Choose it again."))
            return HttpResponseRedirect(reverse("questions:import"))
        answer = import_questions(**kept, commit=True, take=request.POST.getlist("take"), by=request.user)
        caches["default"].delete(key)
        counts = {"created": answer.created, "updated": answer.updated, "out": answer.errors + answer.left_out}
        sentence = _("Imported: %(created)s new, %(updated)s changed; %(out)s rows were left out.")
        messages.success(request, sentence % counts)
        return HttpResponseRedirect(reverse("questions:import"))


class TemplateDownloadView(RightsMixin, View):
    permission_required = "questions.manage_bank"

    def get(self, request):
        answer = HttpResponse(question_template(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
        return answer
