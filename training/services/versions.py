"""The version (版) of a class: how often its list or its timetable has changed."""

from training.models import Batch


def raise_version(batch: Batch) -> None:
    """Count one change of the list or the timetable. The caller holds the class locked, calls this once for each verb and
    writes `batch.version` into the rows that come and go with the change."""
    batch.version += 1
    Batch.objects.filter(pk=batch.pk).update(version=batch.version)
