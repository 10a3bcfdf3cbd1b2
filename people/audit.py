"""The audit trail's one way in; called inside the transaction of the change it tells of."""

from contextvars import ContextVar
from typing import Any

from django.db import models

from people.models import AuditEvent, User

origin: ContextVar[str] = ContextVar("origin", default="")


def record(
    target: models.Model | None,
    action: str,
    *,
    by: User | None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event; `data` holds what changed, masked where it is personal."""
    event = AuditEvent(
        actor=by,
        actor_name=f"{by} ({by.username})" if by else "",
        address=origin.get(),
        action=action,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        object_label=str(target)[:200] if target is not None else "",
        reason=reason,
        data=data or {},
    )
    event.save()
    return event
