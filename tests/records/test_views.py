"""The records over HTTP: one's own hours, the closing page, the public look-up."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.acts import act_named
from people.choices import Role
from people.models import AuditEvent
from people.services.acts import set_act_rule
from records.codes import grouped
from records.models import Certificate, CreditEntry
from records.services.certificates import revoke_certificate
from records.services.closing import close_batch
from records.services.waivers import set_exam_waiver
from records.views.verify import LOOKUPS_A_MINUTE
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import final_examination
from tests.factories.people import user_with_role
from tests.factories.records import CertificateFactory, CreditEntryFactory, held_class
from tests.factories.training import BatchFactory, OrgUnitFactory, PersonFactory, UserFactory, with_role
from tests.records.verbs import confirmed
from tests.support.rights import BACKEND
from tests.support.visits import seen_on, signed_in, text_of
from training.choices import BatchState
from training.models import Batch

pytestmark = pytest.mark.django_db
CLOSE = "records:batch_close"


@pytest.fixture(autouse=True)
def _fresh_throttle():
    caches["default"].clear()


def close_address(held):
    return reverse(CLOSE, kwargs={"code": held.batch.code})


# Closing.


def test_the_closing_page_shows_what_is_outstanding_and_closes_nothing():
    held = held_class(2)
    client = signed_in(held.officer)

    page, answer = client.get(close_address(held)), client.post(close_address(held))

    assert (page.status_code, "disabled" in page.content.decode(), "4" in text_of(page)) == (200, True, True)
    assert (answer.status_code, Batch.objects.get().state) == (422, BatchState.NOTIFIED)


def test_the_officer_closes_a_class_on_its_page():
    held = held_class(2)
    held.enter()
    client = signed_in(held.officer)

    assert close_address(held) in client.get(held.batch.get_absolute_url()).content.decode()
    answer = client.post(close_address(held))

    assert (answer.status_code, answer["Location"]) == (302, held.batch.get_absolute_url())
    assert (Batch.objects.get().state, CreditEntry.objects.count(), Certificate.objects.count()) == ("closed", 2, 2)
    assert '<form method="post" class="card">' not in client.get(close_address(held)).content.decode()


def test_the_class_teacher_finds_no_way_to_close():
    held = held_class(1)

    page = signed_in(held.teacher).get(held.batch.get_absolute_url())

    assert close_address(held) not in page.content.decode()


def test_closing_comes_to_what_the_page_showed_or_shows_the_new_figures_first(client):
    held = held_class(2)
    held.enter()
    final_examination(held.batch)
    signed_in(held.officer, client)
    seen = client.get(close_address(held)).context["seen"]
    set_exam_waiver(enrolment=held.places[0], granted=True, reason="公出", by=UserFactory())

    refused = client.post(close_address(held), {"seen": seen})
    held.batch.refresh_from_db()
    stays = held.batch.is_open, CreditEntry.objects.exists(), refused.context["figures"].certificates
    closed = client.post(close_address(held), {"seen": refused.context["seen"]})

    assert (refused.status_code, "结班结果与您打开本页时不同" in text_of(refused), stays) == (
        422,
        True,
        (True, False, 1),
    )
    assert (closed.status_code, Certificate.objects.count()) == (302, 1)


@pytest.mark.parametrize("closed", [False, True])
def test_the_closing_page_asks_as_many_questions_for_three_as_for_one(closed):
    counts = []
    for n in (1, 3):
        held = held_class(n)
        held.enter()
        if closed:
            close_batch(batch=held.batch, by=held.officer)
        client = signed_in(held.officer)
        client.get(close_address(held))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(close_address(held))
        counts.append(len(queries))

    assert counts == [24, 24]


# Putting right what was posted.


@pytest.fixture
def closed():
    held = held_class(2)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    return held


def test_the_officer_corrects_hours_from_the_closing_page(closed):
    entry = CreditEntry.objects.postings().first()
    client, address = signed_in(closed.officer), reverse("records:hours_correct", kwargs={"pk": entry.pk})
    assert address in client.get(close_address(closed)).content.decode()
    assert 'value="8.00"' in client.get(address).content.decode()

    unchanged = client.post(address, {"hours": "8", "days": "1", "reason": "补记", **confirmed()})
    answer = client.post(address, {"hours": "6", "days": "0.75", "reason": "早退", **confirmed()})

    assert (unchanged.status_code, "补记" in unchanged.content.decode()) == (422, True)
    assert (answer["Location"], CreditEntry.objects.count()) == (close_address(closed), 3)
    assert "6.0" in text_of(client.get(close_address(closed)))


def test_hours_somebody_else_corrected_meanwhile_are_not_corrected_from_an_old_page(closed):
    entry = CreditEntry.objects.postings().first()
    client, address = signed_in(closed.officer), reverse("records:hours_correct", kwargs={"pk": entry.pk})
    seen = seen_on(client, address)
    client.post(address, {"hours": "6", "days": "0.75", "reason": "早退", **confirmed()})

    answer = client.post(address, {"hours": "4", "days": "1", "reason": "补记", "seen": seen, **confirmed()})

    assert (answer.status_code, entry.corrections.count()) == (422, 1)
    assert answer.context["form"].errors["hours"] == ["现为“6.00”。"]


def test_nobody_corrects_their_own_hours(closed):
    entry = CreditEntry.objects.postings().first()
    own = with_role(UserFactory(person=entry.person), Role.TRAINING_OFFICER, closed.batch.organiser)

    assert signed_in(own).get(reverse("records:hours_correct", kwargs={"pk": entry.pk})).status_code == 403


def test_the_officer_revokes_a_certificate_with_a_reason(closed):
    certificate = Certificate.objects.first()
    client, address = signed_in(closed.officer), reverse("records:certificate_revoke", kwargs={"pk": certificate.pk})
    assert address in client.get(close_address(closed)).content.decode()

    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "冒名顶替", **confirmed()})

    certificate.refresh_from_db()
    assert (answer["Location"], certificate.revoke_reason) == (close_address(closed), "冒名顶替")
    assert address not in client.get(close_address(closed)).content.decode()


def second_fields(client, entry):
    page = client.get(reverse("records:hours_correct", kwargs={"pk": entry.pk})).content.decode()
    return ["second_username" in page, "second_password" in page]


def test_the_form_asks_for_a_second_person_only_where_the_rule_says_so(closed):
    entry, client = CreditEntry.objects.postings().first(), signed_in(closed.officer)
    asked = second_fields(client, entry)
    set_act_rule(act=act_named("records.correct_hours"), in_force=False, by=UserFactory())

    assert (asked, second_fields(client, entry)) == ([True, True], [False, False])


def test_a_refused_confirmation_keeps_what_was_typed_but_no_password(closed):
    entry, client = CreditEntry.objects.postings().first(), signed_in(closed.officer)
    form = {"hours": "6", "days": "0.75", "reason": "早退", **confirmed(), "second_password": "wrong-guess-77"}
    answer = client.post(reverse("records:hours_correct", kwargs={"pk": entry.pk}), form)

    page = answer.content.decode()
    assert (answer.status_code, "早退" in page, form["second_username"] in page) == (422, True, True)
    assert ("wrong-guess-77" in page, CreditEntry.objects.exclude(corrects=None).exists()) == (False, False)
    assert AuditEvent.objects.filter(action="accounts.second_person_refused", actor=closed.officer).count() == 1


# One's own hours.


@pytest.fixture
def finished():
    held = held_class(1)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    held.trainee = UserFactory(person=held.places[0].person)
    return held


def test_the_transcript_shows_own_entries_only(finished):
    CreditEntryFactory(source="别人的培训")
    page = text_of(signed_in(finished.trainee).get(reverse("records:transcript")))

    assert (finished.batch.title in page, "8.0" in page, "别人的培训" in page) == (True, True, False)
    assert Certificate.objects.get().number in page


def test_the_transcript_asks_as_many_questions_for_three_entries_as_for_one():
    counts = []
    for n in (1, 3):
        person = PersonFactory()
        client = signed_in(UserFactory(person=person))
        for _i in range(n):
            place = EnrolmentFactory(person=person)
            CreditEntryFactory(person=person, batch=place.batch)
            CertificateFactory(enrolment=place)
        client.get(reverse("records:transcript"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("records:transcript"))
        counts.append(len(queries))

    assert counts == [8, 8]


def test_my_page_shows_this_years_hours_and_certificates(finished):
    CreditEntryFactory(person=finished.trainee.person, year=timezone.localdate().year, hours="3.5")
    page = text_of(signed_in(finished.trainee).get("/me/"))

    year_of_class = finished.batch.ends_on.year
    expected = "11.5" if year_of_class == timezone.localdate().year else "3.5"
    assert (expected in page, Certificate.objects.get().number in page) == (True, True)


def test_somebody_without_hours_is_told_how_they_come_about():
    answer = signed_in(UserFactory(person=PersonFactory())).get(reverse("records:transcript"))

    assert (answer.status_code, "尚无学时" in text_of(answer)) == (200, True)


# The paper.


def test_the_certificate_is_a_pdf_and_its_printing_is_on_record(finished):
    certificate = Certificate.objects.get()

    answer = signed_in(finished.trainee).get(certificate.get_absolute_url())

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert AuditEvent.objects.filter(action="records.print_certificate").count() == 1
    assert len(Certificate.objects.get().pdf_sha256) == 64


def test_the_same_paper_is_made_again(finished):
    client, address = signed_in(finished.trainee), Certificate.objects.get().get_absolute_url()

    assert client.get(address).content == client.get(address).content


def test_the_paper_carries_a_qr_code_where_phones_reach_the_site(finished, settings):
    client, address = signed_in(finished.trainee), Certificate.objects.get().get_absolute_url()
    without = client.get(address).content
    settings.PUBLIC_URL = "http://training.invalid"

    assert client.get(address).content[:5] == b"%PDF-"
    assert client.get(address).content != without


def test_another_units_hr_does_not_find_the_certificate(finished):
    unit = finished.places[0].unit
    own = signed_in(with_role(UserFactory(), Role.HR, unit))
    other = signed_in(with_role(UserFactory(), Role.HR, OrgUnitFactory()))
    address = Certificate.objects.get().get_absolute_url()

    assert (own.get(address).status_code, other.get(address).status_code) == (200, 404)


# The public look-up.


def look_up(code, client=None):
    return (client or Client()).get(reverse("records:verify_certificate", kwargs={"code": code}))


def test_anybody_sees_that_a_certificate_is_valid_and_little_else():
    place = EnrolmentFactory(person=PersonFactory(name="王小明"), post="调研员")
    certificate = CertificateFactory(enrolment=place)

    page = look_up(certificate.public_code).content.decode()

    assert ("王**" in page, certificate.number in page, place.batch.title in page) == (True, True, True)
    assert ("王小明" in page, "调研员" in page, place.unit_name in page) == (False, False, False)
    assert ('name="robots" content="noindex"' in page, "有效" in page) == (True, True)


def test_a_revoked_certificate_says_when_but_not_why():
    certificate = CertificateFactory()
    second = user_with_role(Role.TRAINING_OFFICER)
    revoke_certificate(certificate=certificate, reason="冒名顶替", by=UserFactory(), second=second)

    page = text_of(look_up(certificate.public_code))

    assert (f"{timezone.localdate():%Y-%m-%d}" in page, "作废" in page, "冒名顶替" in page) == (True, True, False)


def test_the_form_takes_a_code_as_people_type_it():
    code = CertificateFactory().public_code

    answer = Client().post(reverse("records:verify"), {"code": f"  {grouped(code).lower().replace('-', ' ')} "})

    assert answer["Location"] == reverse("records:verify_certificate", kwargs={"code": code})


@pytest.mark.parametrize("code", ["", "ABC", "0" * 31])
def test_the_form_says_what_a_code_looks_like(code):
    assert Client().post(reverse("records:verify"), {"code": code}).status_code == 422


@pytest.mark.parametrize("code", ["0" * 30, "0" * 31, "某码", "a" * 500])
def test_an_unknown_code_is_answered_with_a_sentence(code):
    answer = look_up(code)

    assert (answer.status_code, "没有" in text_of(answer)) == (404, True)


def test_an_address_that_asks_too_often_waits(time_machine):
    time_machine.move_to(timezone.now().replace(second=0), tick=False)
    certificate, client = CertificateFactory(), Client()

    statuses = [look_up(certificate.public_code, client).status_code for _i in range(LOOKUPS_A_MINUTE + 1)]
    time_machine.shift(61)

    assert (statuses[-2:], look_up(certificate.public_code, client).status_code) == ([200, 429], 200)


@pytest.mark.parametrize(("role", "shown"), [(Role.HR, True), (Role.LIAISON, False)])
def test_a_persons_page_shows_hours_and_certificates_to_who_may_know_of_them(client, role, shown):
    unit = OrgUnitFactory()
    enrolment = EnrolmentFactory(unit=unit, batch=BatchFactory(organiser=unit))
    CreditEntryFactory(person=enrolment.person, batch=enrolment.batch, source="甲班学时")
    certificate = CertificateFactory(enrolment=enrolment)
    CreditEntryFactory(person=enrolment.person, batch=BatchFactory(), source="别处学时")
    client.force_login(user_with_role(role, unit), backend=BACKEND)

    page = client.get(enrolment.person.get_absolute_url()).content.decode()

    assert ("甲班学时" in page, certificate.number in page, "别处学时" in page) == (shown, shown, shown)
