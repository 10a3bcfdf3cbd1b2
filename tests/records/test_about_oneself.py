"""An officer who is a trainee of a class is put on its list, marked and certified by somebody else."""

import pytest
import time_machine

from admission.models import Enrolment
from admission.services.nominations import admit, admit_all, replace_trainee
from attendance.models import AttendanceMark
from attendance.services.leave import grant_leave
from attendance.services.marks import SheetEntry, correct_mark, record_sheet
from people.choices import Role
from records.services.closing import close_batch
from roster.services.twice import merge_persons
from tests.factories.admission import EnrolmentFactory, NominationFactory, call_for_nominations, class_today
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import PersonFactory, UserFactory, city_root, with_role
from tests.factories.records import held_class
from tests.factories.training import at
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of
from tests.training.test_views import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    """A training officer of the city who is a person of the roster."""
    return with_role(UserFactory(person=PersonFactory()), Role.TRAINING_OFFICER, city_root())


@pytest.fixture
def today():
    """Noon of a class of two."""
    with time_machine.travel(at("12:00")):
        yield class_today(2)


def sheet(*, today, by, entries=(), written_in=()):
    return record_sheet(batch=today.batch, **today.half_day, exceptions=entries, written_in=list(written_in), by=by)


# On the list.


def test_an_officer_does_not_write_herself_in(today, officer):
    assert refusal(sheet, today=today, by=officer, written_in=[officer.person]) == "own_place"
    assert not Enrolment.objects.filter(person=officer.person).exists()


def test_nor_another_entry_of_hers(today, officer):
    twin = PersonFactory(name=officer.person.name)
    merge_persons(keep=officer.person, away=twin, reason="同一人", by=UserFactory())
    twin.refresh_from_db()

    assert refusal(sheet, today=today, by=officer, written_in=[twin]) == "own_place"


def test_she_does_not_move_the_beginning_of_her_own_place(today, officer):
    EnrolmentFactory(batch=today.batch, person=officer.person, first_date=today.batch.ends_on, first_slot="pm")

    assert refusal(sheet, today=today, by=officer, written_in=[officer.person]) == "own_place"


def test_she_does_not_admit_herself_and_is_told_so_among_many(officer):
    call = call_for_nominations()
    own = NominationFactory(batch=call.batch, unit=call.unit, person=officer.person)
    other = NominationFactory(batch=call.batch, unit=call.unit)

    alone = refusal(admit, nomination=own, by=officer)
    done = admit_all(batch=call.batch, by=officer)

    assert (alone, done.admitted, len(done.stayed)) == ("own_place", 1, 1)
    assert [place.person for place in call.batch.enrolments.active()] == [other.person]
    assert admit(nomination=own, by=UserFactory()).person == officer.person


def test_nobody_takes_the_place_of_another_by_themselves():
    call = call_for_nominations(seats=2)
    liaison = with_role(UserFactory(person=call.person()), Role.LIAISON, call.unit)
    nomination = NominationFactory(batch=call.batch, unit=call.unit, person=call.person())

    admit(nomination=nomination, by=UserFactory())

    exchange = {"nomination": nomination, "person": liaison.person, "reason": "出差"}
    assert refusal(replace_trainee, by=liaison, **exchange) == "own_place"
    assert replace_trainee(by=UserFactory(), **exchange).person == liaison.person


# Attendance.


def test_her_own_row_of_the_sheet_is_left_for_somebody_else(today, officer):
    EnrolmentFactory(batch=today.batch, person=officer.person)

    entered = sheet(today=today, by=officer)
    said = refusal(sheet, today=today, by=officer, entries=[SheetEntry(officer.person.pk, "present")])

    assert (entered, said, AttendanceMark.objects.filter(enrolment__person=officer.person).count()) == (
        2,
        "own_mark",
        0,
    )
    assert sheet(today=today, by=today.teacher) == 1


def test_the_page_of_the_sheet_shows_her_row_and_asks_nothing_of_it(today, officer):
    EnrolmentFactory(batch=today.batch, person=officer.person)
    client, page = signed_in(officer), address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
    own = f"s-{officer.person.pk}"

    shown = client.get(page)
    sent = client.post(page, {own: "present"} | {f"s-{person.pk}": "present" for person in today.people})

    assert (officer.person.name in text_of(shown), "这一行是您本人" in text_of(shown), own in shown.text) == (
        True,
        True,
        False,
    )
    assert (sent.status_code, AttendanceMark.objects.filter(enrolment__person=officer.person).exists()) == (302, False)


def test_she_neither_corrects_her_mark_nor_grants_her_leave(today, officer):
    place = EnrolmentFactory(batch=today.batch, person=officer.person)
    leave = LeaveRequestFactory(enrolment=place, date=today.meeting.date, slot=today.meeting.slot)
    granted = refusal(grant_leave, leave=leave, by=officer)
    sheet(today=today, by=today.teacher, entries=[SheetEntry(place.person_id, "absent")])

    corrected = refusal(correct_mark, mark=place.marks.get(), status="present", reason="我在", by=officer)

    assert (granted, corrected) == ("own_leave", "own_mark")


@pytest.mark.parametrize("screen", ["attendance:qr_screen", "attendance:qr_code"])
def test_the_code_is_shown_by_somebody_who_is_not_signed_in_by_it(today, officer, screen):
    page = address(screen, code=today.batch.code, **today.half_day)
    before = signed_in(officer).get(page).status_code

    EnrolmentFactory(batch=today.batch, person=officer.person)

    links = signed_in(officer).get(today.batch.get_absolute_url()).text
    assert (before, signed_in(officer).get(page).status_code) == (200, 403)
    assert address("attendance:qr_screen", code=today.batch.code, **today.half_day) not in links
    assert signed_in(today.teacher).get(page).status_code == 200


# Closing.


def test_a_class_is_closed_by_somebody_who_gets_no_certificate_from_it(officer):
    held = held_class(1)
    EnrolmentFactory(batch=held.batch, person=officer.person)
    held.enter()
    client, page = signed_in(officer), address("records:batch_close", code=held.batch.code)

    shown = text_of(client.get(page))
    client.post(page)

    held.batch.refresh_from_db()
    assert ("您在本班学员名单中" in shown, held.batch.is_open) == (True, True)
    assert refusal(close_batch, batch=held.batch, by=officer) == "own_class"
    assert close_batch(batch=held.batch, by=held.officer).state == "closed"
    assert "您在本班学员名单中" not in text_of(client.get(page))
