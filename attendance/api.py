import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from accounts.api import reading
from accounts.choices import TokenScope
from admission.choices import EnrolmentSource
from admission.models import Enrolment
from attendance.selectors import classes_of_person
from common.api import Page, Paging, page_of
from training.choices import BatchState

# The document groups addresses by what they are about, not by app.
router = Router(tags=["training"])


class OwnClass(Schema):
    code: str = Field(description=_("Class code"), alias="batch.code")
    title: str = Field(description=_("Class title"), alias="batch.title")
    place: str = Field(description=_("Place"), alias="batch.place")
    starts_on: datetime.date = Field(description=_("First day"), alias="batch.starts_on")
    ends_on: datetime.date = Field(description=_("Last day"), alias="batch.ends_on")
    state: BatchState = Field(description=_("State"), alias="batch.state")
    unit: str = Field(description=_("Unit at the time"), alias="unit_name")
    source: EnrolmentSource = Field(description=_("Source"))
    half_days: int = Field(description=_("Half-days on the timetable that are due from the person"), alias="held")
    half_days_attended: int = Field(description=_("Half-days attended"), alias="attended")


class OwnClassPage(Page[OwnClass]):
    pass


@reading(
    router,
    "/me/classes",
    answer=OwnClassPage,
    scope=TokenScope.OWN,
    permission="attendance.view_own_classes",
    summary=_("My classes"),
    description=_("The classes in which the token's user has a place, those that begin last first."),
)
def own_classes(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    person = request.user.person
    return page_of(classes_of_person(person.pk) if person else Enrolment.objects.none(), paging)
