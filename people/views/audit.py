"""The audit trail."""

from common.views import ListPage
from people.filters import AuditFilter
from people.models import AuditEvent


class AuditListView(ListPage):
    model = AuditEvent
    permission_required = "people.view_audit"
    filterset_class = AuditFilter
    template_name = "people/audit_list.html"
