"""The audit trail as a workbook."""

import json

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.exports import Column, ListExport, Sheet
from people.models import AuditEvent


class AuditExport(ListExport):
    def __init__(self, events: QuerySet[AuditEvent]):
        self.events = events

    def sheets(self) -> list[Sheet]:
        columns = [
            Column(_("When"), lambda event: f"{localtime(event.recorded_at):%Y-%m-%d %H:%M:%S}", 20),
            Column(_("Who"), lambda event: event.actor_name, 20),
            Column(_("From where"), lambda event: event.address, 16),
            Column(_("Action"), lambda event: event.action_label, 20),
            Column(_("Code"), lambda event: event.action, 26),
            Column(_("Object"), lambda event: event.object_label, 30),
            Column(_("Reason"), lambda event: event.reason, 30),
            Column(_("Details"), lambda event: as_text(event.data), 40),
        ]
        return [Sheet(_("Audit trail"), columns, self.events.iterator(chunk_size=2000))]


def as_text(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False) if data else ""
