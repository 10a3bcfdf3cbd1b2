import tempfile
from collections.abc import Callable

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.exports import CONTENT_TYPES, file_name
from common.views import PageView
from reports.exports import Wanted, export_attendance, export_hours
from reports.forms import AttendanceExportForm, HoursExportForm
from training.labels import label_of

IN_MEMORY = 5_000_000


class ExportView(PageView):
    """The file, or the form again with what is wrong about it."""

    form_class: type
    title = _("File")
    # The function that writes it.
    write: Callable

    def get(self, request, *args, **kwargs):
        form = self.form_class(request.GET or None, user=request.user)
        if form.is_valid() and (file := self.file(form)):
            data = form.cleaned_data
            of_what = label_of(data["batch"]) if data["batch"] else Wanted(**data).years_text
            words = (data["template"] or self.title, of_what, timezone.localdate())
            filename = file_name(*words, ending=data["format"])
            content_type = CONTENT_TYPES[data["format"]]
            return FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
        return self.render_to_response(self.get_context_data(form=form), status=422 if form.is_bound else 200)

    def file(self, form):
        output = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- FileResponse closes it
        try:
            self.write(output, Wanted(**form.cleaned_data), by=self.request.user)
        except NotAllowed as refusal:
            output.close()
            form.add_error(None, str(refusal))
            return None
        return output


class AttendanceExportView(ExportView):
    permission_required = "reports.export_attendance"
    template_name = "reports/attendance_export.html"
    form_class = AttendanceExportForm
    title = _("Attendance")
    write = staticmethod(export_attendance)


class HoursExportView(ExportView):
    permission_required = "reports.export_hours"
    template_name = "reports/hours_export.html"
    form_class = HoursExportForm
    title = _("Credit hours")
    write = staticmethod(export_hours)
