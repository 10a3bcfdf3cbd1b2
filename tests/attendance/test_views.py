"""The class over HTTP, from the one-page form to the marks; signing in and leave."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from admission.choices import NominationStatus
from admission.models import Nomination
from attendance.choices import AttendanceStatus, LeaveStatus
from attendance.models import AttendanceEvidence, AttendanceMark, LeaveRequest
from attendance.scans import subject_of
from common.sealing.tokens import issue_token, short_code
from people.choices import Role
from tests.attendance.checks import facts, statuses
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    call_for_nominations,
    class_today,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    user_with_role,
    with_role,
)
from tests.factories.training import DAY, BatchFactory, at, class_teacher_of
from tests.support.rights import BACKEND
from tests.support.visits import seen_on, signed_in
from tests.training.forms import class_form
from tests.training.test_views import address, statements
from training.choices import BatchState, Slot
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_in(with_role(UserFactory(), Role.TRAINING_OFFICER, city_root()))


@pytest.fixture
def early(time_machine):
    """Today before the morning: who is admitted after it owes no mark of it."""
    day = timezone.localdate()
    time_machine.move_to(at("08:00", day))
    return day


def test_a_class_from_the_one_page_form_to_its_marks(early, officer, time_machine):
    day = early
    unit = OrgUnitFactory()
    liaison = signed_in(with_role(UserFactory(), Role.LIAISON, unit))
    first, second = PersonFactory.create_batch(2, unit=unit)
    teacher = with_role(UserFactory(), Role.CLASS_TEACHER, city_root())

    made = officer.post(address("training:class_create"), class_form(day, teacher))
    batch = Batch.objects.get()
    assert (made.status_code, made["Location"], batch.state) == (302, batch.get_absolute_url(), BatchState.DRAFT)

    notice = {"doc_no": "2号", "reply_by": f"{day}", "body": "请推荐", f"q-{unit.pk}-staff": "2"}
    officer.post(address("admission:notice_issue", code=batch.code), notice)
    receipt = batch.notices.get().receipts.get()
    assert (receipt.unit, receipt.signed_at) == (unit, None)

    liaison.post(address("admission:receipt_sign", pk=receipt.pk))
    for person in (first, second):
        liaison.post(address("admission:nominate", pk=receipt.pk), {"person": person.uuid})
    assert [n.person for n in Nomination.objects.order_by("id")] == [first, second]

    officer.post(address("admission:nomination_admit", pk=Nomination.objects.first().pk))
    officer.post(address("admission:admit_all", code=batch.code))
    assert set(Nomination.objects.values_list("status", flat=True)) == {NominationStatus.ADMITTED}

    time_machine.move_to(at("12:00", day))
    sheet = address("attendance:sheet_entry", code=batch.code, day=day, slot="am")
    entered = signed_in(teacher).post(sheet, {f"s-{first.pk}": "present", f"s-{second.pk}": "absent"})

    assert (entered.status_code, entered["Location"]) == (302, batch.get_absolute_url())
    marks = AttendanceMark.objects.values_list("enrolment__person__name", "status")
    assert sorted(marks) == sorted([(first.name, "present"), (second.name, "absent")])


def test_somebody_elses_class_has_no_sheet():
    today = class_today(1)
    other = class_teacher_of(BatchFactory())

    page = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)

    assert (signed_in(today.teacher).get(page).status_code, signed_in(other).get(page).status_code) == (200, 404)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_half_day_without_a_meeting_is_not_there(method):
    today = class_today(1)

    page = address("attendance:sheet_entry", code=today.batch.code, day=today.meeting.date, slot="ev")

    assert getattr(signed_in(today.teacher), method)(page).status_code == 404


def test_looking_never_changes_anything():
    """Link previews and prefetchers GET what they find: a verb answers 405, or with the page that asks first."""
    call = call_for_nominations()
    nomination = NominationFactory(batch=call.batch, unit=call.unit)
    leave = LeaveRequestFactory(enrolment=EnrolmentFactory(batch=call.batch))
    officer, liaison = signed_in(call.officer), signed_in(call.liaison)

    codes = [
        officer.get(address("admission:admit_all", code=call.batch.code)).status_code,
        officer.get(address("admission:nomination_admit", pk=nomination.pk)).status_code,
        officer.get(address("attendance:leave_grant", pk=leave.pk)).status_code,
        officer.get(address("attendance:leave_refuse", pk=leave.pk)).status_code,
        liaison.get(address("admission:nomination_withdraw", pk=nomination.pk)).status_code,
        liaison.get(address("admission:receipt_sign", pk=call.receipt.pk)).status_code,
        liaison.get(address("admission:nominate", pk=call.receipt.pk)).status_code,
        liaison.get(address("admission:reply_nobody", pk=call.receipt.pk)).status_code,
    ]

    nomination.refresh_from_db()
    leave.refresh_from_db()
    assert (codes, nomination.status, leave.status) == (
        [200, 405, 405, 405, 200, 405, 405, 405],
        "submitted",
        "requested",
    )


def test_guessing_six_digits_is_slowed_down_by_account_and_not_by_address():
    caches["default"].clear()
    guesser, neighbour = (signed_in(UserFactory(person=PersonFactory())) for _n in range(2))
    with time_machine.travel(at("09:00"), tick=False):
        statuses = [guesser.post(address("attendance:check_in"), {"code": f"{n:06d}"}).status_code for n in range(12)]
        answer = guesser.post(address("attendance:check_in"), {"code": "123456"})
        other = neighbour.post(address("attendance:check_in"), {"code": "123456"})

    assert (statuses[9:], other.status_code) == ([422, 429, 429], 422)
    assert ("一分钟" in answer.text, "123456" in answer.text) == (True, True)


def test_names_written_in_by_hand_are_found_by_number_or_name_and_unit():
    today = class_today(1)
    by_number = PersonFactory()
    namesakes = [PersonFactory(name="王伟") for _n in range(2)]
    unit = namesakes[1].postings.get().unit
    page = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
    marked = {f"s-{today.people[0].pk}": "present"}
    client = signed_in(today.teacher)

    with time_machine.travel(at("12:00")):
        unclear = client.post(page, {**marked, "written_in": "王伟\n没有此人"})
        clear = client.post(page, {**marked, "written_in": f"{by_number.staff_no}\n王伟　{unit.short_name}"})

    assert (unclear.status_code, "没有此人" in unclear.text, clear.status_code) == (422, True, 302)
    assert [e.person for e in today.batch.enrolments.order_by("id")][1:] == [by_number, namesakes[1]]


def test_the_sheet_opens_with_what_is_known():
    today = class_today(2)
    page = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
    client = signed_in(today.teacher)
    first, second = (f"s-{person.pk}" for person in today.people)

    with time_machine.travel(at("12:00")):
        client.post(page, {first: "absent", second: "present"})
        form = client.get(page).context["form"]

    assert (form[first].initial, form[second].initial) == ("absent", "present")


def test_a_mark_is_corrected_with_a_reason():
    today = class_today(1)
    client = signed_in(today.teacher)
    with time_machine.travel(at("12:00")):
        sheet = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
        client.post(sheet, {f"s-{today.people[0].pk}": "absent"})
        page = address("attendance:mark_correct", pk=AttendanceMark.objects.get().pk)

        without = client.post(page, {"status": "present", "reason": ""})
        corrected = client.post(page, {"status": "present", "reason": "漏看签名"})

    assert (without.status_code, corrected.status_code, statuses(today)) == (422, 302, ["present"])


def test_a_mark_somebody_else_corrected_meanwhile_is_told_at_its_field():
    today = class_today(1)
    client = signed_in(today.teacher)
    with time_machine.travel(at("12:00")):
        sheet = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
        client.post(sheet, {f"s-{today.people[0].pk}": "absent"})
        page = address("attendance:mark_correct", pk=AttendanceMark.objects.get().pk)
        seen = seen_on(client, page)
        client.post(page, {"status": "present", "reason": "漏看签名"})

        answer = client.post(page, {"status": "late", "reason": "九点到", "seen": seen})

    assert (answer.status_code, statuses(today)) == (422, ["present"])
    assert answer.context["form"].errors["status"] == [f"现为“{AttendanceStatus.PRESENT.label}”。"]


def test_the_printed_sheet_is_a_pdf_and_is_audited():
    today = class_today(1)

    answer = signed_in(today.teacher).get(address("attendance:sign_in_sheet", code=today.batch.code))

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.fixture
def morning():
    """Five to half past eight of a class whose first trainee has an account."""
    with time_machine.travel(at("08:25"), tick=False) as clock:
        today = class_today(1)
        today.clock = clock
        today.account = UserFactory(person=today.people[0], password=make_password("correct horse"))
        yield today


def code_address(today):
    token = issue_token(subject_of(today.batch, today.meeting.date, today.meeting.slot), now=timezone.now())
    return address("attendance:check_in_token", token=token)


def receipt_on(page):
    return re.search(r'name="receipt" value="([^"]+)"', page.text)[1]


def test_looking_at_a_code_changes_nothing(morning):
    client = signed_in(morning.account)

    answers = [browser.get(code_address(morning)).status_code for browser in (Client(), client, client)]

    assert (answers, facts(morning)) == ([200, 200, 200], [])


def test_a_visitor_confirms_signs_in_and_comes_back_with_the_receipt(morning):
    phone = Client()
    receipt = receipt_on(phone.get(code_address(morning)))

    sent_away = phone.post(address("attendance:check_in_confirm"), {"receipt": receipt})
    assert (sent_away.status_code, urlsplit(sent_away["Location"]).path) == (302, "/accounts/login/")
    assert facts(morning) == []

    morning.clock.shift(timedelta(minutes=4))
    back = parse_qs(urlsplit(sent_away["Location"]).query)["next"][0]
    credentials = {"login": morning.account.username, "password": "correct horse", "next": back}
    returned = phone.post(sent_away["Location"], credentials)
    assert returned["Location"] == back
    page = phone.get(back)
    done = phone.post(address("attendance:check_in_confirm"), {"receipt": receipt_on(page)}, follow=True)

    fact = AttendanceEvidence.objects.get()
    assert (statuses(morning), fact.observed_at, fact.recorded_by) == (["present"], at("08:25"), morning.account)
    assert "08:25" in done.text


def test_confirming_three_times_is_confirming_once(morning):
    phone = signed_in(morning.account)
    receipt = receipt_on(phone.get(code_address(morning)))

    answers = [
        phone.post(address("attendance:check_in_confirm"), {"receipt": receipt}).status_code for _turn in range(3)
    ]

    assert (answers, facts(morning)) == ([302] * 3, [("present", "qr")])


def test_a_code_that_is_no_longer_shown_says_so(morning):
    page = code_address(morning)
    morning.clock.shift(timedelta(seconds=30))

    answer = signed_in(morning.account).get(page)

    assert (answer.status_code, "二维码已过期" in answer.text, 'name="receipt"' in answer.text) == (
        200,
        True,
        False,
    )


@pytest.mark.parametrize("token", ["x", "v1.1.1_20260302_am.1.00", "签到", "v1.1.a.b.c"])
def test_a_made_up_code_says_so(token):
    answer = Client().get(address("attendance:check_in_token", token=token))

    assert (answer.status_code, answer.context["stale"]) == (200, True)


def test_a_receipt_dies_after_five_minutes(morning):
    phone = signed_in(morning.account)
    receipt = receipt_on(phone.get(code_address(morning)))
    morning.clock.shift(timedelta(minutes=5, seconds=2))

    answer = phone.post(address("attendance:check_in_confirm"), {"receipt": receipt}, follow=True)

    assert (answer.status_code, facts(morning), len(answer.context["messages"])) == (200, [], 1)


@pytest.mark.parametrize("receipt", ["", "x", "eyJhIjoxfQ:1vx:abc"])
def test_a_made_up_receipt_signs_nobody_in(morning, receipt):
    phone = signed_in(morning.account)
    phone.get(code_address(morning))

    phone.post(address("attendance:check_in_confirm"), {"receipt": receipt})

    assert facts(morning) == []


def test_a_receipt_works_only_in_the_browser_it_was_given_to(morning):
    receipt = receipt_on(Client().get(code_address(morning)))

    signed_in(morning.account).post(address("attendance:check_in_confirm"), {"receipt": receipt})

    assert facts(morning) == []


def test_six_digits_do_where_there_is_no_camera(morning):
    digits = short_code(subject_of(morning.batch, DAY, Slot.MORNING), now=timezone.now())
    phone = signed_in(morning.account)

    wrong = phone.post(address("attendance:check_in"), {"code": "１２３４５６"})
    right = phone.post(address("attendance:check_in"), {"code": digits})

    assert (wrong.status_code, right.status_code, facts(morning)) == (422, 302, [("present", "code")])


def test_the_screen_shows_the_code_of_now_and_how_many_have_come(morning):
    screen = address("attendance:qr_screen", code=morning.batch.code, **morning.half_day)
    digits = short_code(subject_of(morning.batch, DAY, Slot.MORNING), now=timezone.now())

    page = signed_in(morning.teacher).get(screen)

    assert (page.context["digits"], page.context["arrived"], page.context["due"]) == (digits, 0, 1)
    assert [digits in page.text, "<svg" in page.text, page["Cache-Control"]] == [True, True, "no-store"]


def test_a_trainee_asks_and_the_class_teacher_grants(morning):
    form = {"half_day": "2026-03-02-am", "kind": "sick", "reason": "发热"}
    asked = signed_in(morning.account).post(address("attendance:leave_request", code=morning.batch.code), form)
    leave = LeaveRequest.objects.get()

    signed_in(morning.teacher).post(address("attendance:leave_grant", pk=leave.pk))

    leave.refresh_from_db()
    assert (asked.status_code, leave.status, statuses(morning)) == (302, LeaveStatus.GRANTED, ["leave"])


def test_leave_is_asked_for_in_ones_own_class_only(morning):
    page = address("attendance:leave_request", code=morning.batch.code)

    assert signed_in(UserFactory(person=PersonFactory())).get(page).status_code == 404


def test_the_roster_takes_the_same_statements_whatever_its_length(officer):
    today = class_today(0)
    page = address("attendance:batch_roster", code=today.batch.code)
    sheet = address("attendance:sheet_entry", code=today.batch.code, **today.half_day)
    counts = []
    for more in (1, 2):
        EnrolmentFactory.create_batch(more, batch=today.batch)
        with time_machine.travel(at("12:00")):
            people = today.batch.enrolments.values_list("person", flat=True)
            signed_in(today.teacher).post(sheet, {f"s-{pk}": "present" for pk in people})
        counts.append(statements(officer, page))

    assert counts == [9, 9]


def test_the_sheet_takes_the_same_statements_whatever_its_length():
    today = class_today(0)
    client = signed_in(today.teacher)
    counts = []
    for more in (1, 2):
        EnrolmentFactory.create_batch(more, batch=today.batch)
        counts.append(statements(client, address("attendance:sheet_entry", code=today.batch.code, **today.half_day)))

    assert counts == [12, 12]


def test_hr_of_another_unit_who_takes_part_does_not_read_the_whole_roster():
    place = EnrolmentFactory()
    hr = with_role(UserFactory(person=place.person), Role.HR, place.unit)
    client = signed_in(hr)

    page = client.get(address("training:batch_detail", code=place.batch.code))
    roster = client.get(address("attendance:batch_roster", code=place.batch.code))

    assert (page.status_code, roster.status_code) == (200, 403)


@pytest.mark.parametrize(("role", "shown"), [(Role.LIAISON, True), (Role.TRAINING_OFFICER, False)])
def test_a_persons_page_lists_the_classes_the_reader_may_know_of(client, role, shown):
    """A liaison sees the places of the unit, and opens the classes announced to it only."""
    unit = OrgUnitFactory()
    enrolment = EnrolmentFactory(unit=unit, batch=BatchFactory(title="别处办的培训班"))
    client.force_login(user_with_role(role, unit), backend=BACKEND)

    page = client.get(enrolment.person.get_absolute_url()).content.decode()

    assert ("别处办的培训班" in page, enrolment.batch.get_absolute_url() in page) == (shown, False)


def test_a_persons_page_opens_ones_own_classes(client):
    enrolment = EnrolmentFactory()
    client.force_login(UserFactory(person=enrolment.person), backend=BACKEND)

    assert enrolment.batch.get_absolute_url() in client.get(enrolment.person.get_absolute_url()).content.decode()
