"""Which half-days of a class are due from whom: those from the first half-day of a place on.

A place without a first half-day is there from the beginning, whatever the timetable becomes. The three forms below are
one rule: for a row in hand, for a known half-day, and for a join of places and meetings.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q

from training.choices import SLOT_ORDER, Slot

if TYPE_CHECKING:
    from admission.models import Enrolment
    from training.models import ClassMeeting

HalfDay = tuple[date, str]


SLOTS = list(Slot.values)


def is_before(one: HalfDay, other: HalfDay) -> bool:
    return (one[0], SLOT_ORDER[one[1]]) < (other[0], SLOT_ORDER[other[1]])


def is_due(place: "Enrolment", day: date, slot: str) -> bool:
    return place.first_date is None or not is_before((day, slot), (place.first_date, place.first_slot))


def due_in(day: date, slot: str) -> Q:
    """Of places: those a half-day is due from."""
    begun = SLOTS[: SLOT_ORDER[slot] + 1]
    return Q(first_date=None) | Q(first_date__lt=day) | Q(first_date=day, first_slot__in=begun)


def due_between(*, place: str = "", meeting: str = "") -> Q:
    """Of rows that join a place and a meeting, reached by these prefixes: those where the one is due in the other."""
    first, day = f"{place}first_date", f"{meeting}date"
    same = Q()
    for i, slot in enumerate(SLOTS):
        same |= Q(**{f"{place}first_slot": slot, f"{meeting}slot__in": SLOTS[i:]})
    return Q(**{first: None}) | Q(**{f"{day}__gt": F(first)}) | (Q(**{day: F(first)}) & same)


def first_half_day(meetings: Iterable["ClassMeeting"], now: datetime) -> HalfDay | None:
    """From when on a place taken now is due: the half-day after the last one that has ended; none has: the beginning.
    It need not be on the timetable, so that one added later is due too."""
    ended = [meeting for meeting in meetings if meeting.end <= now]
    if not ended:
        return None
    last = max(ended, key=lambda meeting: (meeting.date, SLOT_ORDER[meeting.slot]))
    if last.slot == SLOTS[-1]:
        return last.date + timedelta(days=1), SLOTS[0]
    return last.date, SLOTS[SLOT_ORDER[last.slot] + 1]
