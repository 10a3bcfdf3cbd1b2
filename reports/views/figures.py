from datetime import date

from django.utils import timezone

from common.views import PageView
from reports.charts import figure_charts, leader_charts
from reports.forms import AttendanceExportForm, SpanForm, YearForm
from reports.selectors.figures import YearSpan, training_figures
from reports.selectors.leader import leader_report
from reports.selectors.rates import attendance_by_class, attendance_by_unit, classes_of, plan_by_year
from roster.selectors.completeness import roster_is_empty


class ReportHomeView(PageView):
    """The sentence of the city's report with its exact figures, for any span of years, and the figures as pictures."""

    permission_required = "reports.view_reports"
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        default = YearSpan.before_this_year()
        form = SpanForm(self.request.GET or {"first": default.first, "last": default.last})
        if form.is_valid():
            kwargs.update(self.figures(form.span(), form.cleaned_data["units"]))
        figures = kwargs.get("figures")
        kwargs.setdefault("export_form", AttendanceExportForm(user=self.request.user))
        is_blank = figures and not (figures.batches or figures.not_closed or figures.cancelled)
        empty = is_blank and roster_is_empty(self.request.user)
        return super().get_context_data(form=form, roster_is_empty=empty, **kwargs)

    def figures(self, span, units):
        user = self.request.user
        figures = training_figures(span, user=user, units=units)
        classes = classes_of(span, user)
        held = classes.held()
        by_unit = attendance_by_unit(held, user=user, units=units)
        charts = figure_charts(figures, plan_by_year(classes), attendance_by_class(held), by_unit)
        return {"figures": figures, "charts": charts}


class LeaderView(PageView):
    """One sheet of paper for the leadership: this year until today, or a year that is over."""

    permission_required = "reports.view_reports"
    template_name = "reports/leader.html"

    def day(self):
        today = timezone.localdate()
        form = YearForm(self.request.GET)
        year = form.cleaned_data["year"] if form.is_valid() else today.year
        return min(today, date(year, 12, 31))

    def get_context_data(self, **kwargs):
        report = leader_report(self.day(), user=self.request.user)
        now = timezone.now()
        return super().get_context_data(report=report, charts=leader_charts(report), now=now, **kwargs)
