"""Where questions come in; from there on the list goes its way through `intake`."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from common.exports import file_answer
from common.views import RightsMixin
from intake.views import ImportCreateView
from questions.exports import question_template
from questions.importing.kind import QuestionList


class ImportView(ImportCreateView):
    kind = QuestionList()


class TemplateDownloadView(RightsMixin, View):
    permission_required = "questions.manage_bank"

    def get(self, request):
        return file_answer(question_template(), _("Template of a question list"), ending="xlsx")
