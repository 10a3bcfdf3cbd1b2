"""For those who hold examinations: sittings, papers, banks, results."""

from common.views import ObjectPage, PageView
from exams.charts import score_chart
from exams.figures import PHASES, figures_of, phase_counts
from exams.models import Attempt, Sitting
from exams.rules import manages
from exams.selectors import (
    banks_for_desk,
    has_place_in,
    late_answers_of,
    papers_for_desk,
    results_of,
    sittings_for_desk,
)
from exams.services.attempts import finish_overdue
from exams.services.oneself import OWN_EXAM


class DeskView(PageView):
    permission_required = "exams.view_desk"
    template_name = "exams/desk.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        finish_overdue(attempts=Attempt.objects.visible_to(user))
        sittings, phase = list(sittings_for_desk(user)), self.request.GET.get("phase", "")
        return super().get_context_data(
            phases=phase_counts(sittings),
            phase=phase if phase in PHASES else "",
            sittings=[sitting for sitting in sittings if sitting.phase == phase or phase not in PHASES],
            papers=papers_for_desk(user),
            banks=banks_for_desk(),
            **kwargs,
        )


class ResultListView(ObjectPage):
    """Scores of a sitting; no answers, no keys, and no questions to who may still be asked them."""

    model = Sitting
    lookup = "pk"
    context_object_name = "sitting"
    permission_required = "exams.view_results"
    template_name = "exams/result_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "batch", "paper", "repeats")

    def may_still_sit(self):
        return self.object.phase != "over" and has_place_in(self.request.user, self.object.batch_id)

    def get_context_data(self, **kwargs):
        finish_overdue(attempts=self.object.attempts.all())
        user = self.request.user
        may_change = user.has_perm("exams.change_sitting", self.object)
        staff = self.object.staff.select_related("user").order_by("role", "user__username")
        attempts = list(results_of(self.object))
        without_results = self.object.phase == "open" and not any(attempt.submitted_at for attempt in attempts)
        return super().get_context_data(
            attempts=attempts,
            figures=figures_of(attempts),
            scores=score_chart(self.object, attempts),
            late=[] if self.may_still_sit() else late_answers_of(self.object),
            may_change=may_change,
            own_exam=OWN_EXAM if manages(user, self.object) and not may_change else "",
            may_set_final=may_change and self.object.batch is not None and without_results,
            staff=staff,
            **kwargs,
        )
