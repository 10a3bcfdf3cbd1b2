"""How complete the roster is."""

from common.views import PageView
from people.filters import PERSON_GAP_NAMES
from roster.selectors.completeness import completeness


class CompletenessView(PageView):
    permission_required = "roster.view_completeness"
    template_name = "roster/completeness.html"

    def get_context_data(self, **kwargs):
        report = completeness(self.request.user)
        gaps = [(code, name, report.lacking[code]) for code, name in PERSON_GAP_NAMES]
        rows = [(row, [(code, row.lacking[code]) for code, _name in PERSON_GAP_NAMES]) for row in report.rows]
        return super().get_context_data(report=report, gaps=gaps, rows=rows, **kwargs)
