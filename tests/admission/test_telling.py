"""What is said to a liaison who is on the list herself, and to a unit one of whose people is replaced."""

import pytest

from admission.services.nominations import admit_all, nominate, refuse_nomination, replace_trainee
from notifications.models import Notification
from people.choices import Role
from tests.attendance.told import sheet
from tests.factories.admission import EnrolmentFactory, NominationFactory, admitted, call_for_nominations, class_today
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """The unit's liaison is 安 and in its roster; 李 is put forward as well."""
    call = call_for_nominations()
    call.liaison.person = PersonFactory(unit=call.unit, name="安静")
    call.liaison.save()
    call.own, call.other = [
        NominationFactory(batch=call.batch, unit=call.unit, person=person)
        for person in (call.liaison.person, PersonFactory(unit=call.unit, name="李梅"))
    ]
    return call


def place_of(call, nomination):
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=nomination.person, nomination=admitted(nomination))
    return nomination


def replace(call, nomination, person):
    return replace_trainee(nomination=nomination, person=person, reason="出差", by=call.officer)


def heard_by(user):
    """Kind, title and text in one, since she gets one message."""
    note = Notification.objects.get(user=user)
    return f"{note.kind} {note.title} {note.body}"


def said(user, *words):
    return [word in heard_by(user) for word in words]


def test_an_admitted_liaison_hears_of_her_own_place_and_of_her_units_people(call):
    admit_all(batch=call.batch, by=call.officer)

    assert said(call.liaison, "admitted_with_unit", "您已通过审核", "填写报到信息", "安静", "李梅") == [True] * 5


def test_a_refused_liaison_gets_the_reason_the_unit_gets(call):
    refuse_nomination(nomination=call.own, reason="超龄", by=call.officer)

    assert said(call.liaison, "安静", "超龄") == [True, True]


@pytest.mark.parametrize("has_place", [True, False])
def test_a_unit_hears_who_was_replaced_by_whom(call, has_place):
    if has_place:
        place_of(call, call.other)
    replace(call, call.other, PersonFactory(unit=call.unit, name="白露"))

    assert said(call.liaison, "replacement_unit", "由白露替换李梅") == [True, True]


@pytest.mark.parametrize("has_place", [True, False])
def test_a_liaison_who_is_replaced_hears_by_whom(call, has_place):
    if has_place:
        place_of(call, call.own)
    replace(call, call.own, PersonFactory(unit=call.unit, name="白露"))

    assert said(call.liaison, "admission.replaced", "由白露替换您参训") == [True, True]


@pytest.mark.parametrize(("has_place", "kind"), [(True, "admitted_in_place"), (False, "nominated_in_place")])
def test_a_liaison_who_comes_herself_hears_in_whose_place(call, has_place, kind):
    call.own.delete()
    if has_place:
        place_of(call, call.other)
    replace(call, call.other, call.liaison.person)

    assert said(call.liaison, kind, "您替换李梅") == [True, True]


def test_where_nobody_answers_for_the_unit_the_office_hears_once(call):
    call.liaison.role_assignments.update(ended_on=call.batch.starts_on.replace(year=2020))
    colleague = user_with_role(Role.TRAINING_OFFICER)
    new = UserFactory(person=PersonFactory(unit=call.unit, name="白露"))
    replace(call, call.other, new.person)

    assert said(colleague, "admission.replacement ", "由白露替换李梅") == [True, True]


def test_an_officer_whose_own_nomination_is_the_last_answer_hears_both(call):
    call.own.delete()
    call.officer.person = PersonFactory(unit=call.unit)
    call.officer.save()
    nominate(receipt=call.receipt, person=call.officer.person, by=call.liaison)

    assert said(call.officer, "各单位均已回复", "您已被推荐参加", "由其他管理员") == [True] * 3


def test_a_unit_hears_who_of_its_people_was_written_in_at_a_class():
    today, unit = class_today(0), OrgUnitFactory()
    liaison = user_with_role(Role.LIAISON, unit)
    sheet(today, written_in=[PersonFactory(unit=unit, name=name) for name in ("安静", "李梅")])()

    assert said(liaison, "written_in_unit", "安静", "李梅", today.batch.title) == [True] * 4
