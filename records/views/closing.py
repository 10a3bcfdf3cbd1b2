from django.forms import Form
from django.utils.translation import gettext_lazy as _

from common.views import ObjectFormPage
from records.selectors import certificates_in, closing_checks, closing_figures, is_ready, postings_in
from records.services.closing import close_batch
from training.models import Batch


class BatchCloseView(ObjectFormPage):
    """What is in order and what is not, what closing would post, and the button."""

    model = Batch
    context_object_name = "batch"
    permission_required = "records.close_batch"
    template_name = "records/batch_close.html"
    form_class = Form
    done_message = _("The class is closed; hours are posted and certificates issued.")

    def get_queryset(self):
        return super().get_queryset().select_related("organiser")

    def get_context_data(self, **kwargs):
        checks = closing_checks(self.object)
        return super().get_context_data(
            checks=checks,
            ready=is_ready(checks),
            figures=closing_figures(self.object),
            certificates=certificates_in(self.object),
            postings=postings_in(self.object),
            **kwargs,
        )

    def act(self, form):
        return close_batch(batch=self.object, by=self.request.user)
