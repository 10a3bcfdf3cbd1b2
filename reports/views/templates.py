"""The office's own forms: list, upload, downloads, retiring."""

from io import BytesIO

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from common.exports import XLSX
from common.views import ActionView, ConsequencesMixin, FormPage, ListPage, ObjectMixin, RightsMixin
from reports.choices import FormPurpose
from reports.exports import sample_form
from reports.forms import FormUploadForm
from reports.models import FormTemplate
from reports.placeholders import HEAD, OF_ROW
from reports.services import retire_form, upload_form
from reports.starters import STARTERS, starter_form


def workbook(content, name):
    return FileResponse(BytesIO(content), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


class TemplateListView(ListPage):
    model = FormTemplate
    permission_required = "reports.manage_forms"
    template_name = "reports/template_list.html"

    def get_rows(self):
        return super().get_rows().without_file().select_related("uploaded_by__person")

    def get_context_data(self, **kwargs):
        starters = [(purpose, starter.name) for purpose, starter in STARTERS.items()]
        return super().get_context_data(starters=starters, **kwargs)


class TemplateUploadView(FormPage):
    permission_required = "reports.manage_forms"
    template_name = "reports/template_upload.html"
    form_class = FormUploadForm
    done_message = _("The form is in use. Try it with made-up rows before you hand a file over.")

    def get_context_data(self, **kwargs):
        lists = [(purpose, purpose.label, OF_ROW[purpose]) for purpose in FormPurpose]
        return super().get_context_data(row_lists=lists, head_list=HEAD, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        file = data["file"]
        return upload_form(
            name=data["name"], purpose=data["purpose"], file_name=file.name, data=file.read(), by=self.request.user
        )

    def get_success_url(self):
        return reverse("reports:template_list")


class TemplateStarterView(RightsMixin, View):
    permission_required = "reports.manage_forms"

    def get(self, request, purpose):
        if purpose not in FormPurpose.values:
            raise Http404
        return workbook(starter_form(purpose), STARTERS[FormPurpose(purpose)].name)


class OneTemplate(ObjectMixin):
    model = FormTemplate
    lookup = "pk"
    context_object_name = "template"
    permission_required = "reports.manage_forms"


class TemplateFileView(OneTemplate, View):
    """The form as it was uploaded."""

    def get(self, request, *args, **kwargs):
        return workbook(bytes(self.object.file), self.object.name)


class TemplateSampleView(OneTemplate, View):
    """The form filled in with rows that are made up."""

    def get(self, request, *args, **kwargs):
        return workbook(sample_form(self.object), gettext("%(name)s (made-up rows)") % {"name": self.object.name})


class TemplateRetireView(ConsequencesMixin, OneTemplate, ActionView):
    question = _("Retire the form")
    consequences = (
        _("It is no longer offered when a file is made, and cannot be taken back into use."),
        _("Files made with it still name it."),
    )
    done_message = _("The form is no longer offered. Files made with it still name it.")

    def whom(self):
        return [self.object.name]

    def act(self, template):
        retire_form(template=template, by=self.request.user)
