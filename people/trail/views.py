"""The audit trail."""

import hashlib
import io

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.exports import file_answer
from common.views import ListPage, ObjectPage
from people.masking import mask_numbers
from people.models import AuditEvent
from people.trail import audit
from people.trail.exports import AuditExport
from people.trail.filters import AuditFilter

MOST_ROWS = 50_000


class AuditListView(ListPage):
    model = AuditEvent
    permission_required = "people.view_audit"
    filterset_class = AuditFilter
    template_name = "people/audit_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.request.GET.urlencode(), **kwargs)


class AuditDetailView(ObjectPage):
    model = AuditEvent
    lookup = "pk"
    permission_required = "people.view_audit"
    context_object_name = "event"
    template_name = "people/audit_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("actor")


class AuditExportView(AuditListView):
    """The rows the list shows under the same filter, as long as a spreadsheet can be read."""

    def get(self, request, *args, **kwargs):
        events, query = self.get_queryset(), request.GET.urlencode()
        if events[: MOST_ROWS + 1].count() > MOST_ROWS:
            text = _("More than %(n)s events match. Narrow the days down and export them in parts.")
            messages.error(request, text % {"n": f"{MOST_ROWS:,}"})
            return HttpResponseRedirect(f"{reverse('people:audit_list')}?{query}")
        output = io.BytesIO()
        data = {"rows": AuditExport(events).write(output, format="xlsx"), "filter": mask_numbers(query)}
        data["sha256"] = hashlib.sha256(output.getvalue()).hexdigest()
        audit.record(None, "people.export_audit", by=request.user, data=data)
        return file_answer(output.getvalue(), _("Audit trail"), f"{timezone.localtime():%Y%m%d%H%M}", ending="xlsx")
