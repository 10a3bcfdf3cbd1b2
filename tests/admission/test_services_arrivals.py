"""What hotel, kitchen and gate need to know about a trainee."""

import pytest
import time_machine

from admission.choices import Diet, EnrolmentStatus
from admission.models import ArrivalDetails, Enrolment
from admission.services.arrivals import ArrivalDraft, set_arrival_details
from admission.services.enrolments import end_enrolment
from common.errors import NotAllowed
from people.choices import PersonStatus, Role
from people.models import AuditEvent, Person
from tests.factories.admission import ArrivalDetailsFactory, EnrolmentFactory, class_today
from tests.factories.people import OrgUnitFactory, UserFactory, city_root, twin_units, user_with_role
from tests.factories.training import BatchFactory, at, class_teacher_of
from tests.support.refusals import refusal
from training.choices import BatchState, StaffRole
from training.models import Batch, BatchStaff
from training.services.versions import raise_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    with time_machine.travel(at("07:00")):
        yield class_today(1).places[0]


def trainee(place):
    return UserFactory(person=place.person)


def entered(place, by=None, **fields):
    draft = ArrivalDraft(**{"stays_overnight": True, **fields})
    return set_arrival_details(enrolment=place, draft=draft, by=by or trainee(place))


def trail():
    events = AuditEvent.objects.filter(action="admission.set_arrival_details").order_by("id")
    return [event.data["fields"] for event in events]


def test_details_are_kept_once_a_place_and_written_in_one_way(place):
    details = entered(place, diet=Diet.OTHER, diet_note=" 海鲜过敏 ", plate="豫r·1234a", note=" 晚到 ")

    kept = (details.stays_overnight, details.diet, details.diet_note, details.plate, details.note)
    assert kept == (True, Diet.OTHER, "海鲜过敏", "豫R1234A", "晚到")
    assert ArrivalDetails.objects.get() == details


def test_the_trail_says_which_fields_and_not_what_they_hold(place):
    by = trainee(place)
    for diet in (Diet.HALAL, Diet.HALAL, Diet.VEGETARIAN):
        entered(place, by, diet=diet, plate="豫R12345")

    assert trail() == [["stays_overnight", "diet", "diet_note", "plate", "note"], ["diet"]]
    assert [word for word in ("halal", "12345", "vegetarian") if word in str(list(AuditEvent.objects.values()))] == []


@pytest.mark.parametrize("fields", [{"diet": Diet.OTHER, "diet_note": " "}, {"plate": "豫R1"}, {"diet": "raw"}])
def test_what_cannot_be_is_not_kept(place, fields):
    with pytest.raises(NotAllowed):
        entered(place, **fields)

    assert ArrivalDetails.objects.count() == 0


@pytest.mark.parametrize("state", [BatchState.CLOSED, BatchState.CANCELLED])
def test_nothing_is_entered_once_the_class_is_closed_or_called_off(place, state):
    closed_at = at("18:00") if state == BatchState.CLOSED else None
    Batch.objects.update(state=state, closed_at=closed_at)

    for by in (trainee(place), place.batch.staff.get().user):
        assert refusal(lambda by=by: entered(place, by)) == "batch_closed"


def test_the_trainee_has_until_the_last_half_day_is_over_and_the_teacher_until_closing(place):
    by, teacher = trainee(place), place.batch.staff.get().user
    with time_machine.travel(at("11:59")):
        entered(place, by)
    with time_machine.travel(at("12:01")):
        assert refusal(lambda: entered(place, by, note="晚到")) == "too_late"
        assert entered(place, teacher, note="晚到").note == "晚到"


def test_nothing_is_entered_for_a_place_given_up_and_what_was_entered_goes(place):
    by = trainee(place)
    entered(place, by)
    raise_version(place.batch)
    end_enrolment(place, EnrolmentStatus.WITHDRAWN, "", batch=place.batch)

    assert (refusal(lambda: entered(place, by)), ArrivalDetails.objects.count()) == ("not_enrolled", 0)


# Who may know.


def seen_by(user):
    return ArrivalDetails.objects.visible_to(user).count()


def test_own_teachers_officers_and_the_units_liaison_know_and_nobody_else():
    unit, twin = twin_units()
    details = ArrivalDetailsFactory(enrolment__unit=unit)
    place = details.enrolment
    monitor = UserFactory()
    BatchStaff.objects.create(batch=place.batch, user=monitor, role=StaffRole.MONITOR)
    ArrivalDetailsFactory()
    know = {
        "trainee": trainee(place),
        "teacher": class_teacher_of(place.batch),
        "liaison": user_with_role(Role.LIAISON, unit),
    }
    do_not = {
        "monitor": monitor,
        "other trainee": UserFactory(person=EnrolmentFactory(batch=place.batch).person),
        "other teacher": class_teacher_of(BatchFactory()),
        "other liaison": user_with_role(Role.LIAISON, twin),
        "other officer": user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory()),
        **{role: user_with_role(role, city_root()) for role in (Role.HR, Role.VIEWER, Role.LECTURER, Role.SYSADMIN)},
    }

    assert {who: seen_by(user) for who, user in know.items()} == dict.fromkeys(know, 1)
    assert {who: seen_by(user) for who, user in do_not.items()} == dict.fromkeys(do_not, 0)
    assert seen_by(user_with_role(Role.TRAINING_OFFICER)) == 2


def test_somebody_entered_twice_fills_in_their_one_place(place):
    user = UserFactory(person=EnrolmentFactory().person)
    Person.objects.filter(pk=place.person_id).update(merged_into=user.person, status=PersonStatus.MERGED)
    place = Enrolment.objects.get(pk=place.pk)

    entered(place, user)

    assert (seen_by(user), user.has_perm("admission.set_arrival", place)) == (1, True)
