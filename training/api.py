import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from accounts.api import reading, visible_row
from accounts.choices import TokenScope
from common.api import Code, Moment, Page, Paging, page_of
from people.api import UnitOut
from people.choices import Track
from training.choices import BatchState, Slot
from training.models import Batch, ClassMeeting
from training.selectors import timetable_of

router = Router(tags=["training"])


class BatchFilter(Paging):
    year: int | None = Field(None, ge=2000, le=2100, description=_("Year in which the class begins"))
    state: BatchState | None = Field(None, description=_("State"))


class BatchOut(Schema):
    code: str = Field(description=_("Class code"))
    title: str = Field(description=_("Class title"))
    session_number: int | None = Field(description=_("Session"), alias="training_session.number")
    batch_number: int | None = Field(description=_("Batch"), alias="number")
    organiser: UnitOut = Field(description=_("Organiser"))
    tracks: list[Track] = Field(description=_("Audience"))
    place: str = Field(description=_("Place"))
    starts_on: datetime.date = Field(description=_("First day"))
    ends_on: datetime.date = Field(description=_("Last day"))
    state: BatchState = Field(description=_("State"))
    seats: int = Field(description=_("Seats"))
    seats_taken: int = Field(description=_("Seats taken"))

    @staticmethod
    def resolve_seats(batch: Batch) -> int:
        return batch.capacity + batch.extra_seats


class BatchPage(Page[BatchOut]):
    pass


class MeetingOut(Schema):
    date: datetime.date = Field(description=_("Date"))
    slot: Slot = Field(description=_("Half-day"))
    starts_at: Moment = Field(description=_("Starts at"), alias="start")
    ends_at: Moment = Field(description=_("Ends at"), alias="end")
    title: str = Field(description=_("Topic"))
    room: str = Field(description=_("Room"), alias="room.name")
    lecturer: str | None = Field(description=_("Lecturer"))
    joint_with: str | None = Field(description=_("Code of the class it is held together with"))
    cancelled_at: Moment | None = Field(description=_("Cancelled at"))
    cancel_reason: str = Field(description=_("Reason of cancellation"))

    @staticmethod
    def resolve_lecturer(meeting: ClassMeeting) -> str | None:
        return meeting.lecturer.name if meeting.lecturer else None

    @staticmethod
    def resolve_joint_with(meeting: ClassMeeting) -> str | None:
        return meeting.joint_with.batch.code if meeting.joint_with else None


class BatchDetail(BatchOut):
    meetings: list[MeetingOut] = Field(description=_("Timetable, cancelled half-days included"))

    @staticmethod
    def resolve_meetings(batch: Batch) -> list[ClassMeeting]:
        return timetable_of(batch)


@reading(
    router,
    "/batches",
    answer=BatchPage,
    scope=TokenScope.CLASSES,
    permission="training.view_batch",
    summary=_("Classes"),
    description=_("The classes the token's user may see, those that begin last first."),
)
def batch_list(request: HttpRequest, wanted: Query[BatchFilter]) -> dict[str, Any]:
    rows = Batch.objects.visible_to(request.user).select_related("training_session", "organiser")
    if wanted.year:
        rows = rows.filter(starts_on__year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return page_of(rows.order_by("-starts_on", "-code"), wanted)


@reading(
    router,
    "/batches/{code}",
    answer=BatchDetail,
    scope=TokenScope.CLASSES,
    permission="training.view_batch",
    summary=_("One class"),
    description=_("A class with its timetable."),
)
def batch_detail(request: HttpRequest, code: Code) -> Batch:
    rows = Batch.objects.visible_to(request.user).select_related("training_session", "organiser")
    return visible_row(request, rows, code=code)
