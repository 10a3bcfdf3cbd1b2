"""What a list wrote is undone as long as nobody has touched it since: the audit trail knows."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import models
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from intake.choices import ImportState
from intake.models import ListImport
from people.models import AuditEvent
from people.trail import audit

MOST_NAMED = 5
# Acts that look at somebody and change nothing.
LOOKED = ("people.unmask",)


@contextmanager
def at_work(listing: ListImport) -> Iterator[None]:
    """Every event that is recorded meanwhile carries the number of the list."""
    token = audit.import_at_work.set(listing.pk)
    try:
        yield
    finally:
        audit.import_at_work.reset(token)


def refuse_touched(*, listing: ListImport, model: type[models.Model], keys: Collection[int]) -> None:
    """Refused once anything but the list itself, or another list that is undone, has changed one of these rows. The
    rows are held first, so that nobody changes one meanwhile; the same statements for thousands as for one."""
    list(model._default_manager.order_by("pk").select_for_update().filter(pk__one_of=set(keys)).values_list("pk"))
    touched = _later_events(listing, model, keys)
    if not touched:
        return
    later = {event.data["import"] for event in touched if "import" in event.data}
    files = dict(ListImport.objects.filter(pk__in=later).values_list("pk", "file_name"))
    last = {event.object_id: event for event in touched}
    named = [_named(event, files) for event in list(last.values())[:MOST_NAMED]]
    message = _("Nothing was undone. Changed since the import: %(changes)s.")
    if files:
        message = _(
            "Nothing was undone. Changed since the import: %(changes)s. Undo the later import first: %(lists)s."
        )
    lists = [_said(number, files) for number in sorted(files, reverse=True)[:MOST_NAMED]]
    changes = _("; ").join(named) + ("…" if len(last) > MOST_NAMED else "")
    raise NotAllowed(message % {"changes": changes, "lists": _("; ").join(lists)}, code="changed_since")


def _later_events(listing: ListImport, model: type[models.Model], keys: Collection[int]) -> list[AuditEvent]:
    """In the order they were recorded."""
    commits = AuditEvent.objects.filter(action="intake.commit_list", object_type=listing._meta.label_lower)
    taken_over = commits.filter(object_id=str(listing.pk)).order_by("pk").values_list("pk", flat=True).first()
    events = AuditEvent.objects.filter(
        object_type=model._meta.label_lower, object_id__one_of={str(key) for key in keys}
    )
    later = list(events.filter(pk__gt=taken_over or 0).exclude(action__in=LOOKED).order_by("pk"))
    numbers = {event.data["import"] for event in later if "import" in event.data} - {listing.pk}
    standing = ListImport.objects.filter(pk__in=numbers, state=ImportState.COMMITTED)
    counted = set(standing.values_list("pk", flat=True)) if numbers else set()
    return [event for event in later if "import" not in event.data or event.data["import"] in counted]


def _named(event: AuditEvent, files: dict[int, str]) -> str:
    act = _("%(name)s (%(act)s)") if "import" not in event.data else _("%(name)s (%(act)s, by the import %(list)s)")
    number = event.data.get("import")
    values = {"name": event.object_label, "act": event.action_label, "list": _said(number, files) if number else ""}
    return act % values


def _said(number: int, files: dict[int, str]) -> str:
    return _("no. %(number)d “%(file)s”") % {"number": number, "file": files.get(number, "")}
