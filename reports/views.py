import tempfile

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from common.exports import CONTENT_TYPES
from common.views import PageView
from reports.exports import export_attendance
from reports.forms import AttendanceExportForm, SpanForm
from reports.selectors import YearSpan, training_figures

IN_MEMORY = 5_000_000


class ReportHomeView(PageView):
    """The sentence of the city's report with its exact figures, for any span of years."""

    permission_required = "reports.view_reports"
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        default = YearSpan.before_this_year()
        form = SpanForm(self.request.GET or {"first": default.first, "last": default.last})
        figures = None
        if form.is_valid():
            figures = training_figures(form.span(), user=self.request.user, units=form.cleaned_data["units"])
        kwargs.setdefault("export_form", AttendanceExportForm(user=self.request.user))
        return super().get_context_data(form=form, figures=figures, **kwargs)


class AttendanceExportView(PageView):
    """The file, or the form again with what is wrong about it."""

    permission_required = "reports.export_attendance"
    template_name = "reports/attendance_export.html"

    def get(self, request, *args, **kwargs):
        form = AttendanceExportForm(request.GET or None, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422 if form.is_bound else 200)
        data = form.cleaned_data
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- FileResponse closes it
        export_attendance(file, by=request.user, **data)
        name = data["batch"].code if data["batch"] else data["year"]
        filename = f"{_('Attendance')}-{name}.{data['format']}"
        content_type = CONTENT_TYPES[data["format"]]
        return FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
