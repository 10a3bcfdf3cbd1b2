"""Where questions come in; from there on the list goes its way through `intake`."""

from django.http import HttpResponse
from django.views.generic import View

from common.exports import XLSX
from common.views import RightsMixin
from intake.views import ImportCreateView
from questions.exports import question_template
from questions.importing.kind import QuestionList


class ImportView(ImportCreateView):
    kind = QuestionList()


class TemplateDownloadView(RightsMixin, View):
    permission_required = "questions.manage_bank"

    def get(self, request):
        answer = HttpResponse(question_template(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
        return answer
