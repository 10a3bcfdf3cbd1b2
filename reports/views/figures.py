from common.views import PageView
from reports.forms import AttendanceExportForm, SpanForm
from reports.selectors import YearSpan, training_figures
from roster.selectors.completeness import roster_is_empty


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
        is_blank = figures and not (figures.batches or figures.not_closed or figures.cancelled)
        empty = is_blank and roster_is_empty(self.request.user)
        return super().get_context_data(form=form, figures=figures, roster_is_empty=empty, **kwargs)
