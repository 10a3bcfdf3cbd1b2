"""What the apps above say about classes: shown on their pages, or asked before one changes. None of them is imported;
each is a hook that they register."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Expression, Q
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail import hooks

from common.menu import PageAction

if TYPE_CHECKING:
    from people.models import User
    from training.models import Batch, ClassMeeting


@dataclass(frozen=True)
class BatchFigure:
    """A column of the plan. `value` is added to the statement that reads the classes, so that a figure costs none;
    `address` says where a figure that is not nought leads the user, empty for nowhere."""

    name: str
    label: str | Promise
    value: Expression
    address: Callable[["User", "Batch"], str] = lambda user, batch: ""


def ways_to_know(user: "User") -> list[Q]:
    """Why else than for running, looking after or teaching it a user may know of a class."""
    return [way for hook in hooks.get_hooks("ways_to_know") for way in hook(user)]


def class_audience(batches: Collection[int]) -> dict[int, list["User"]]:
    """By class whom a change of its timetable concerns beside its staff and lecturers."""
    found: dict[int, list[User]] = defaultdict(list)
    for hook in hooks.get_hooks("class_audience"):
        for batch, users in hook(batches).items():
            found[batch] += users
    return found


def keep_meeting(meeting: "ClassMeeting") -> None:
    """Each hook raises NotAllowed when the half-day may not leave the timetable any more."""
    for refuse in hooks.get_hooks("keeps_meeting"):
        refuse(meeting)


def refuse_meeting(batch: "Batch", meeting: "ClassMeeting", reason: str, by: "User") -> bool:
    """Each hook raises NotAllowed when the class cannot meet then, unless an officer gives a reason; whether one of
    them needed it."""
    needed = [refuse(batch, meeting, reason, by) for refuse in hooks.get_hooks("refuse_meeting")]
    return any(needed)


def batch_figures() -> list[BatchFigure]:
    return [figure for hook in hooks.get_hooks("batch_figures") for figure in hook()]


def batch_steps(request: HttpRequest, batch: "Batch") -> list[PageAction]:
    """What the user can do next with a class, in the order of the row of buttons."""
    steps = [step for hook in hooks.get_hooks("batch_steps") for step in hook(request, batch)]
    return sorted(steps, key=lambda step: step.order)


def meeting_actions(request: HttpRequest, meetings: Iterable["ClassMeeting"]) -> dict[int, list[PageAction]]:
    """By half-day the buttons beside it; the meetings come with their classes and these with their staff."""
    found: dict[int, list[PageAction]] = defaultdict(list)
    for hook in hooks.get_hooks("meeting_actions"):
        for meeting, actions in hook(request, meetings).items():
            found[meeting] += actions
    return found
