"""Slips on screen: whom one may choose, what is printed, and the way in with a code."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.services.passwords import SLIP_VALID, issue_slips
from people.choices import Role
from people.models import AuditEvent, User
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role, with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
OWN = "Steppe-und-Fluss-7"
CHANGE = "/accounts/password/change/"


@pytest.fixture
def unit():
    return OrgUnitFactory(short_name="某局")


@pytest.fixture
def hr(client):
    user = user_with_role(Role.HR)
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def slip(unit):
    return issue_slips(people=[PersonFactory(unit=unit)], by=user_with_role(Role.HR))[0]


def words(answer):
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return text.replace(" ", "")


def enter(client, slip, **more):
    return client.post("/accounts/login/", {"login": slip.username, "password": slip.code, **more})


def choose(client, password=OWN, again=OWN, **more):
    return client.post(CHANGE, {"password1": password, "password2": again, **more})


def test_people_ticked_in_the_roster_are_shown_with_what_happens_and_why_not(client, hr, unit):
    plain, grader = PersonFactory(unit=unit), PersonFactory(unit=unit)
    with_role(UserFactory(person=grader), Role.GRADER, unit)

    page = client.post("/people/slips/", {"person": [plain.uuid, grader.uuid]})

    assert [one.person for one in page.context["allowed"]] == [plain]
    assert [(one.person, one.refusal.code) for one in page.context["refused"]] == [(grader, "elevated_role")]
    assert User.objects.filter(person=plain).exists() is False


def test_the_print_holds_what_somebody_needs_to_sign_in(client, hr, unit, settings):
    settings.PUBLIC_URL = "http://training.invalid"
    people = PersonFactory.create_batch(9, unit=unit)
    page = client.post("/people/slips/", {"person": [person.uuid for person in people]})

    answer = client.post(
        "/people/slips/print/", {"person": [p.uuid for p in people], "seen_at": page.context["seen_at"]}
    )

    text = words(answer)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2
    assert [p.staff_no for p in people if p.staff_no not in text or p.name not in text] == []
    assert ("某局" in text, "http://training.invalid" in text) == (True, True)


def test_a_second_click_is_answered_with_a_sentence_and_no_file(client, hr, unit):
    person = PersonFactory(unit=unit)
    form = {
        "person": [person.uuid],
        "seen_at": client.post("/people/slips/", {"person": [person.uuid]}).context["seen_at"],
    }
    client.post("/people/slips/print/", form)

    again = client.post("/people/slips/print/", form)

    assert (again.status_code, again["Content-Type"].startswith("text/html")) == (422, True)
    assert AuditEvent.objects.filter(action="accounts.issue_slip").count() == 1


@pytest.mark.parametrize("form", [{}, {"person": ["no-uuid"]}])
def test_nobody_chosen_is_said(client, hr, form):
    assert client.post("/people/slips/", form).status_code == 422


def test_people_of_another_unit_cannot_be_chosen(client, unit):
    client.force_login(user_with_role(Role.LIAISON, unit), backend=BACKEND)

    assert client.post("/people/slips/", {"person": [PersonFactory().uuid]}).status_code == 422


def test_all_of_a_unit_without_an_account(client, hr, unit):
    waiting = PersonFactory.create_batch(2, unit=unit)
    UserFactory(person=PersonFactory(unit=unit))
    PersonFactory()

    page = client.get("/people/slips/", {"unit": unit.code})

    assert ([one.person for one in page.context["allowed"]], page.context["waiting"]) == (waiting, 2)


@pytest.mark.parametrize("query", ["", "?unit=", "?unit=nothing", "?unit=%00"])
def test_a_unit_that_is_not_there_or_not_visible_is_none(client, hr, query):
    assert client.get(f"/people/slips/{query}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_unit_takes_the_same_statements_for_any_number(client, hr, unit, rows, django_assert_num_queries):
    PersonFactory.create_batch(rows, unit=unit)

    with django_assert_num_queries(11):
        client.get("/people/slips/", {"unit": unit.code})


def test_the_roster_says_how_far_everybody_is(client, hr, unit):
    person = PersonFactory(unit=unit)
    states = {}
    for state in ("none", "slip", "in_use", "disabled"):
        states[state] = client.get("/people/", {"account": state}).context["page_obj"].paginator.count
    issue_slips(people=[person], by=hr)

    assert states == {"none": 1, "slip": 0, "in_use": 0, "disabled": 0}
    assert [row.person for row in client.get("/people/", {"account": "slip"}).context["page_obj"]] == [person]


def test_the_way_in_with_a_slip(client, slip):
    enter(client, slip)
    forced = [client.get(page)["Location"] for page in ("/me/", "/people/", "/", "/people/tokens/new/")]
    answer = choose(client)

    user = User.objects.get(username=slip.username)
    assert (set(forced), answer["Location"], client.get("/me/").status_code) == ({CHANGE}, "/home/", 200)
    assert (user.initial_until, user.check_password(OWN)) == (None, True)


def test_until_then_language_and_sign_out_are_open(client, slip):
    enter(client, slip)

    assert client.post("/language/", {"language": "en"})["Location"] != CHANGE
    assert client.get("/static/css/tokens.css").status_code != 302
    client.post("/accounts/logout/")
    assert client.get("/me/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_written_before_the_password_is_chosen(client, slip, method):
    enter(client, slip)

    assert getattr(client, method)("/people/tokens/new/", {"name": "x"})["Location"] == CHANGE


def test_the_code_is_worthless_once_a_password_is_chosen(client, slip):
    enter(client, slip)
    choose(client)
    other = Client()

    enter(other, slip)

    assert "_auth_user_id" not in other.session


def test_a_code_works_to_its_last_second_and_then_says_whom_to_ask(client, slip, time_machine):
    time_machine.move_to(slip.until - timedelta(seconds=1), tick=False)
    enter(client, slip)
    good = "_auth_user_id" in client.session

    late = Client()
    time_machine.move_to(slip.until, tick=False)
    page = enter(late, slip)

    assert (good, "_auth_user_id" in late.session, "密码条已过期" in page.content.decode()) == (True, False, True)
    assert AuditEvent.objects.get(action="accounts.sign_in_failed").data == {"why": "slip_expired"}


def test_a_wrong_code_after_expiry_says_nothing_about_the_slip(client, slip, time_machine):
    time_machine.move_to(slip.until + SLIP_VALID, tick=False)

    page = client.post("/accounts/login/", {"login": slip.username, "password": "wrong"})

    assert "密码条已过期" not in page.content.decode()


@pytest.mark.parametrize(
    ("password", "again"), [("kurz7", "kurz7"), (OWN, "other"), ("1234567890", "1234567890"), ("", "")]
)
def test_a_poor_choice_is_refused_and_not_sent_back(client, slip, password, again):
    enter(client, slip)

    page = choose(client, password, again)

    assert (page.status_code, bool(password) and password in page.content.decode()) == (422, False)
    assert User.objects.get(username=slip.username).initial_until


def test_changing_a_password_asks_for_the_present_one_and_ends_other_sign_ins(client, slip):
    enter(client, slip)
    choose(client)
    other = Client()
    other.post("/accounts/login/", {"login": slip.username, "password": OWN})

    wrong = choose(client, "Neuer-Wald-2027", "Neuer-Wald-2027", oldpassword="wrong")
    right = choose(client, "Neuer-Wald-2027", "Neuer-Wald-2027", oldpassword=OWN)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert (client.get("/me/").status_code, other.get("/me/").status_code) == (200, 302)


def test_somebody_without_a_password_of_their_own_chooses_one(client):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)

    answer = choose(client)

    user.refresh_from_db()
    assert (answer.status_code, user.check_password(OWN), user.used_passwords.count()) == (302, True, 0)


def test_the_present_password_cannot_be_guessed_at_an_open_screen(client, slip):
    enter(client, slip)
    choose(client)

    statuses = [choose(client, oldpassword="wrong").status_code for _try in range(6)]

    assert statuses[-1] == 429


def test_the_system_administrator_prints_from_the_list_of_accounts(client, unit):
    client.force_login(user_with_role(Role.SYSADMIN), backend=BACKEND)
    officer = user_with_role(Role.TRAINING_OFFICER, unit, username="officer")
    address = f"/people/admin/accounts/{officer.pk}/slip/"
    page = client.get(address)

    answer = client.post(address, {"seen_at": page.context["form"]["seen_at"].value()})
    again = client.post(address, {"seen_at": page.context["form"]["seen_at"].value()})

    assert (answer["Content-Type"], "officer" in words(answer), again.status_code) == ("application/pdf", True, 422)
