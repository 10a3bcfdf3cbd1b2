"""The smallest valid rows of the app `attendance`."""

import factory
from factory.django import DjangoModelFactory

from attendance.choices import LeaveKind
from attendance.models import LeaveRequest
from tests.factories.admission import EnrolmentFactory
from training.choices import Slot


class LeaveRequestFactory(DjangoModelFactory):
    class Meta:
        model = LeaveRequest

    enrolment = factory.SubFactory(EnrolmentFactory)
    date = factory.SelfAttribute("enrolment.batch.starts_on")
    slot = Slot.MORNING
    kind = LeaveKind.SICK
    reason = "发热"
