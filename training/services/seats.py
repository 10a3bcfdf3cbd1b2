"""What stands in a class about those who come: its state, its seats. The apps above change it through here alone."""

from django.db.models import F
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from training.choices import BatchState
from training.models import Batch


def take_seats(batch: Batch, seats: int, *, extra: bool = False) -> None:
    """Count so many more people; `extra` adds seats to a full class. The caller holds the class locked."""
    if not batch.is_open:
        raise NotAllowed(_("The class is closed or cancelled."), code="batch_closed")
    if batch.seats_left < seats:
        if not extra:
            raise NotAllowed(_("The class is full."), code="batch_full")
        batch.extra_seats += seats - batch.seats_left
    batch.seats_taken += seats
    # Counted by the database: a seat taken past the lock would break the constraint, not vanish.
    Batch.objects.filter(pk=batch.pk).update(seats_taken=F("seats_taken") + seats, extra_seats=batch.extra_seats)


def give_back_seat(batch: Batch) -> None:
    """The other way round, for one person; the caller holds the class locked."""
    Batch.objects.filter(pk=batch.pk).update(seats_taken=F("seats_taken") - 1)
    batch.seats_taken -= 1


def open_for_nominations(batch: Batch) -> None:
    """The notice of the class goes out; the caller holds the class locked and has seen that it is in preparation."""
    batch.state = BatchState.NOTIFIED
    batch.save(update_fields=["state"])
