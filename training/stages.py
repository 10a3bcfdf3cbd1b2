"""Where a class stands on its way from being set up to being closed, and what to do next.

Each app says how its own stages stand, for any number of classes at once, under the hook `class_stages`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from common.menu import PageAction
from people.models import User
from training.choices import BatchState
from training.models import Batch, ClassMeeting


class StageCode(IntEnum):
    """The stages in their order."""

    SET_UP = 1
    NOTICE = 2
    REVIEW = 3
    ARRIVAL = 4
    ATTENDANCE = 5
    CLOSING = 6


LABELS: dict[StageCode, Promise] = {
    StageCode.SET_UP: pgettext_lazy("stage", "Set up"),
    StageCode.NOTICE: pgettext_lazy("stage", "Notice"),
    StageCode.REVIEW: pgettext_lazy("stage", "Admission"),
    StageCode.ARRIVAL: pgettext_lazy("stage", "Arrival"),
    StageCode.ATTENDANCE: pgettext_lazy("stage", "Attendance"),
    StageCode.CLOSING: pgettext_lazy("stage", "Closing"),
}


@dataclass(frozen=True)
class Stage:
    """How one stage of a class stands. It is due from when its work can begin; `says` it in a few words, `next` is
    what is to be done as a sentence, `acts` the buttons for it, `look` where the stage can be looked at."""

    code: StageCode
    is_done: bool
    is_due: bool
    says: str = ""
    next: str = ""
    acts: Sequence[PageAction] = ()
    look: str = ""

    @property
    def label(self) -> Promise:
        return LABELS[self.code]


@dataclass(frozen=True)
class Way:
    """The stages of one class, and the one that is to be worked on: the last of those that are due and not done."""

    stages: Sequence[Stage]
    is_over: bool

    @property
    def now(self) -> Stage | None:
        if self.is_over:
            return None
        waiting = [stage for stage in self.stages if not stage.is_done]
        due = [stage for stage in waiting if stage.is_due]
        return due[-1] if due else waiting[0] if waiting else None

    @property
    def marked(self) -> list[tuple[Stage, str]]:
        """Each stage with how it is drawn: `done`, `now` or `still`."""
        now = self.now
        return [(one, "now" if one is now else "done" if one.is_done else "still") for one in self.stages]


Standings = dict[int, list[Stage]]
ClassStages = Callable[[User, Sequence[Batch]], Standings]


def ways_of(user: User, batches: Iterable[Batch]) -> dict[int, Way]:
    """By class; the classes come with organiser and staff. A number of statements that does not grow with them."""
    batches = list(batches)
    if not batches:
        return {}
    found: Standings = {batch.pk: [] for batch in batches}
    for hook in hooks.get_hooks("class_stages"):
        for pk, stages in hook(user, batches).items():
            found[pk] += stages
    over = {batch.pk for batch in batches if not batch.is_open}
    return {pk: Way(sorted(stages, key=lambda one: one.code), pk in over) for pk, stages in found.items()}


def set_up_stages(user: User, batches: Sequence[Batch]) -> Standings:
    """A class is set up when it has a timetable."""
    held = Count("pk", filter=Q(cancelled_at=None))
    rows = ClassMeeting.objects.filter(batch__in=[batch.pk for batch in batches]).values("batch").annotate(n=held)
    meetings = {row["batch"]: row["n"] for row in rows.order_by()}
    return {batch.pk: [_set_up(user, batch, meetings.get(batch.pk, 0))] for batch in batches}


def _set_up(user: User, batch: Batch, meetings: int) -> Stage:
    acts = []
    if batch.is_open and user.has_perm("training.change_batch", batch):
        address = reverse("training:meeting_add", kwargs={"code": batch.code})
        acts = [PageAction(_("Add a half-day"), address, "plus", is_primary=True)]
    return Stage(
        StageCode.SET_UP,
        is_done=meetings > 0 or batch.state == BatchState.CLOSED,
        is_due=True,
        says=_("%(n)d meetings") % {"n": meetings},
        next=_("Put the half-days on the timetable."),
        acts=acts,
        look="#timetable",
    )
