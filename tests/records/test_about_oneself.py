"""An officer who is a trainee of a class is put on its list, marked and certified by somebody else."""

import pytest
import time_machine

from admission.models import Enrolment
from admission.services.nominations import admit, admit_all, replace_trainee
from attendance.models import AttendanceMark
from attendance.services.leave import grant_leave
from attendance.services.marks import SheetEntry, correct_mark, record_sheet
from people.choices import Role
from records.models import Certificate, CreditEntry, ExamWaiver
from records.services.certificates import revoke_certificate
from records.services.closing import close_batch
from records.services.ledger import correct_hours
from records.services.waivers import set_exam_waiver
from roster.services.twice import merge_persons
from tests.factories.admission import EnrolmentFactory, NominationFactory, call_for_nominations, class_today
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.exams import final_examination
from tests.factories.people import PersonFactory, UserFactory, city_root, second_person, with_role
from tests.factories.records import held_class
from tests.factories.training import at
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of
from tests.training.test_views import address

pytestmark = pytest.mark.django_db

ROLE_IS_MISSING = "您的角色不包含此页面"


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


def said_to(user, page):
    """The status of the page, whether it blames the user's roles, and its text."""
    answer = signed_in(user).get(page)
    return answer.status_code, ROLE_IS_MISSING in text_of(answer), text_of(answer)


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


def test_the_board_says_so_beside_her_own_name_and_does_not_count_her(officer):
    call = call_for_nominations()
    own = NominationFactory(batch=call.batch, unit=call.unit, person=officer.person)
    other = NominationFactory(batch=call.batch, unit=call.unit)
    page = address("admission:receipt_board", code=call.batch.code)
    buttons = [address("admission:nomination_admit", pk=one.pk) for one in (own, other)]

    board = signed_in(officer).get(page)

    assert [button in board.text for button in buttons] == [False, True]
    assert ("不能将本人列入培训班名单" in text_of(board), "通过全部 1 名待审核人选" in text_of(board)) == (True, True)
    admit(nomination=other, by=officer)
    assert "通过全部" not in text_of(signed_in(officer).get(page))


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


def test_the_page_of_it_blames_no_role(today, officer):
    EnrolmentFactory(batch=today.batch, person=officer.person)

    status, blamed, text = said_to(officer, address("attendance:qr_screen", code=today.batch.code, **today.half_day))

    assert (status, blamed, "您在本班学员名单中" in text) == (403, False, True)


def test_the_page_of_her_own_mark_says_so_before_anything_is_typed(today, officer):
    place = EnrolmentFactory(batch=today.batch, person=officer.person)
    sheet(today=today, by=today.teacher)
    pages = [address("attendance:mark_correct", pk=one.marks.get().pk) for one in (place, today.places[0])]

    answers = [signed_in(officer).get(page) for page in pages]

    said = [("不能登记或更正本人的考勤" in text_of(one), 'name="reason"' in one.text) for one in answers]
    assert said == [(True, False), (False, True)]


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


# What closing gave.


def closed_class(*officers):
    """With a place for each of these, whom somebody else certified."""
    held = held_class(1)
    places = [EnrolmentFactory(batch=held.batch, person=one.person) for one in officers]
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    return held, places


def test_nobody_revokes_their_own_certificate_or_confirms_that_it_is_revoked(officer):
    held, [place] = closed_class(officer)
    certificate = Certificate.objects.get(enrolment=place)
    wish, other = {"certificate": certificate, "reason": "冒名顶替"}, second_person(Role.TRAINING_OFFICER)

    refused = [
        refusal(revoke_certificate, by=officer, second=other, **wish),
        refusal(revoke_certificate, by=held.officer, second=officer, **wish),
    ]

    assert refused == ["own_certificate", "second_not_allowed"]
    assert revoke_certificate(by=held.officer, second=other, **wish).revoked_at


def test_nor_that_of_another_entry_of_theirs(officer):
    held, _places = closed_class()
    twin, certificate = held.places[0].person, Certificate.objects.get(enrolment=held.places[0])
    officer.person.name = twin.name
    officer.person.save(update_fields=["name"])
    merge_persons(keep=officer.person, away=twin, reason="同一人", by=UserFactory())

    wish = {"certificate": certificate, "reason": "冒名顶替", "second": second_person(Role.TRAINING_OFFICER)}
    assert refusal(revoke_certificate, by=officer, **wish) == "own_certificate"


def test_nobody_corrects_their_own_hours_whoever_confirms_it(officer):
    _held, [place] = closed_class(officer)
    entry = CreditEntry.objects.postings().get(person=place.person)
    wish = {"entry": entry, "hours": 99, "days": 9, "reason": "补记", "second": second_person(Role.TRAINING_OFFICER)}

    assert refusal(correct_hours, by=officer, **wish) == "own_hours"


def test_their_page_of_it_says_who_does_it_and_does_not_blame_their_roles(officer):
    held, [place] = closed_class(officer)
    certificate, entry = Certificate.objects.get(enrolment=place), CreditEntry.objects.get(person=place.person)
    revoking, correcting = (
        address("records:certificate_revoke", pk=certificate.pk),
        address("records:hours_correct", pk=entry.pk),
    )
    links = signed_in(officer).get(address("records:batch_close", code=held.batch.code)).text

    revoked, corrected = said_to(officer, revoking), said_to(officer, correcting)

    assert (revoked[:2], "不能作废本人的证书" in revoked[2]) == ((403, False), True)
    assert (corrected[:2], "不能更正本人的学时" in corrected[2]) == ((403, False), True)
    assert (revoking in links, correcting in links) == (False, False)


def test_a_trainee_without_the_role_is_told_of_the_role(officer):
    _held, [place] = closed_class(officer)
    trainee = UserFactory(person=PersonFactory())
    _other, [own] = closed_class(trainee)
    certificate = Certificate.objects.get(enrolment=own)

    assert said_to(trainee, address("records:certificate_revoke", pk=certificate.pk))[:2] == (403, True)


def test_who_has_a_place_in_a_class_exempts_nobody_in_it(officer):
    held = held_class(1)
    final_examination(held.batch)
    own, other = EnrolmentFactory(batch=held.batch, person=officer.person), held.places[0]
    wish = {"granted": True, "reason": "因公出差"}

    codes = [refusal(set_exam_waiver, enrolment=place, by=officer, **wish) for place in (own, other)]

    assert (codes, ExamWaiver.objects.exists()) == (["own_waiver", "own_class"], False)
    assert set_exam_waiver(enrolment=other, by=held.officer, **wish).granted


def test_the_pages_of_exemptions_say_so(officer):
    held = held_class(1)
    final_examination(held.batch)
    EnrolmentFactory(batch=held.batch, person=officer.person)
    page = address("records:exam_waiver", pk=held.places[0].pk)

    status, blamed, text = said_to(officer, page)
    closing = signed_in(officer).get(address("records:batch_close", code=held.batch.code))

    assert (status, blamed, "您在本班学员名单中" in text) == (403, False, True)
    assert (page in closing.text, "由其他管理员决定" in text_of(closing)) == (False, True)
    assert signed_in(held.officer).get(page).status_code == 200
