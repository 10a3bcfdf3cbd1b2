"""The audit trail."""

import hashlib
import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.exports import XLSX
from common.views import ListPage, ObjectPage
from people import audit
from people.exports.audit import AuditExport
from people.filters import AuditFilter
from people.masking import mask_numbers
from people.models import AuditEvent

MOST_ROWS = 50_000
IN_MEMORY = 5_000_000


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
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- FileResponse closes it
        data = {"rows": AuditExport(events).write(file, format="xlsx"), "filter": mask_numbers(query)}
        file.seek(0)
        data["sha256"] = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        audit.record(None, "people.export_audit", by=request.user, data=data)
        name = f"audit-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
