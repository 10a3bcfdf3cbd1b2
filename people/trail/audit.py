"""The audit trail's one way in; called inside the transaction of the change it tells of."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db import models

from people.masking import mask_numbers
from people.models import AuditEvent, User

origin: ContextVar[str] = ContextVar("origin", default="")
# The number of the list that is being taken over or undone: each event of it says so.
import_at_work: ContextVar[int | None] = ContextVar("import_at_work", default=None)


def record(
    target: models.Model | None,
    action: str,
    *,
    by: User | None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event; `data` holds what changed, masked where it is personal."""
    event = _event(target, action, by, reason, data)
    event.save()
    return event


def record_each(
    targets: Iterable[models.Model],
    action: str,
    *,
    by: User | None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> list[AuditEvent]:
    """`record` for many rows the same thing happened to, in one statement."""
    return AuditEvent.objects.append_many(_event(target, action, by, reason, data) for target in targets)


def signature(user: User) -> str:
    return f"{user} ({user.username})"


def _event(
    target: models.Model | None, action: str, by: User | None, reason: str, data: dict[str, Any] | None
) -> AuditEvent:
    number = import_at_work.get()
    return AuditEvent(
        actor=by,
        actor_name=signature(by) if by else "",
        address=origin.get(),
        action=action,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        object_label=str(target)[:200] if target is not None else "",
        reason=mask_numbers(reason),
        data=(data or {}) | ({"import": number} if number else {}),
    )
