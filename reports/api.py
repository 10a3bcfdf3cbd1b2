import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from accounts.api import reading, visible_row
from accounts.choices import TokenScope
from attendance.choices import AttendanceStatus, SignInMode
from common.api import Code, Moment, Page, Paging
from reports.exports import AttendanceRow, read_attendance
from training.choices import Slot
from training.models import Batch

router = Router(tags=["reports"])


class AttendanceOut(Schema):
    unit: str = Field(description=_("Unit at the time"), alias="place.unit_name")
    staff_no: str = Field(description=_("Staff number"), alias="place.person.staff_no")
    name: str = Field(description=_("Name"), alias="place.person.name")
    meeting: int = Field(description=_("Number of the half-day in the class"), alias="meeting_number")
    date: datetime.date = Field(description=_("Date"), alias="meeting.date")
    slot: Slot = Field(description=_("Half-day"), alias="meeting.slot")
    starts_at: Moment = Field(description=_("Starts at"), alias="meeting.start")
    ends_at: Moment = Field(description=_("Ends at"), alias="meeting.end")
    status: AttendanceStatus | None = Field(description=_("Status; null while there is no mark"))
    status_text: str = Field(description=_("Status in words"))
    mode: SignInMode | None = Field(description=_("How signed in"))
    signed_in_at: Moment | None = Field(description=_("Signed in at"))
    credit_hours: Decimal = Field(description=_("Credit hours"), alias="hours")

    @staticmethod
    def resolve_status(row: AttendanceRow) -> str | None:
        return row.mark.status if row.mark else None

    @staticmethod
    def resolve_status_text(row: AttendanceRow) -> str:
        return row.status

    @staticmethod
    def resolve_mode(row: AttendanceRow) -> str | None:
        return row.mark.mode if row.mark else None

    @staticmethod
    def resolve_signed_in_at(row: AttendanceRow) -> datetime.datetime | None:
        return row.mark.signed_at if row.mark else None


class AttendancePage(Page[AttendanceOut]):
    pass


@reading(
    router,
    "/batches/{code}/attendance",
    answer=AttendancePage,
    scope=TokenScope.CLASSES,
    permission="admission.view_enrolments",
    summary=_("Attendance of a class"),
    description=_(
        "One row for each person due and half-day held, the same rows as in the attendance export. "
        "Each reading is noted in the audit trail."
    ),
)
def attendance(request: HttpRequest, code: Code, paging: Query[Paging]) -> dict[str, Any]:
    batch = visible_row(request, Batch.objects.visible_to(request.user).select_related("organiser"), code=code)
    total, rows = read_attendance(
        batch, offset=paging.offset, limit=paging.limit, by=request.user, token=request.auth.token
    )
    return {"total": total, "items": rows}
