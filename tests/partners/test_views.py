"""Partners over HTTP: what each side finds, types and is told."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from admission.models import Enrolment
from partners.choices import Side
from partners.models import Agreement, Exchange, JointActivity, Statement
from partners.services.activities import add_contribution, enrol_guest
from partners.services.statements import draw_up_statement
from people.choices import Role
from people.models import AuditEvent
from tests.factories.courses import CourseFactory
from tests.factories.partners import (
    ExchangeFactory,
    StatementFactory,
    days_from_today,
    fresh,
    partner_unit,
    partnership,
)
from tests.factories.people import LecturerFactory, OrgUnitFactory, PersonFactory, UserFactory, with_role
from tests.partners.forms import agreement_form, exchange_form
from tests.support.visits import seen_on, signed_in, text_of

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"partners:{name}", kwargs=kwargs)


def statements_asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.fixture
def pair():
    return partnership()


def test_a_partners_contact_sees_their_agreements(pair):
    page = text_of(signed_in(pair.contact).get("/partners/"))

    assert (pair.agreement.title in page, "新建协议" in page) == (True, False)


def test_another_partners_agreement_people_and_statement_do_not_exist(pair):
    other = partnership("HZ02")
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    addresses = [
        pair.agreement.get_absolute_url(),
        exchange.get_absolute_url(),
        pair.activity().get_absolute_url(),
        StatementFactory(agreement=pair.agreement).get_absolute_url(),
    ]
    client = signed_in(other.contact)

    assert [client.get(url).status_code for url in addresses] == [404] * 4
    assert pair.agreement.title not in text_of(client.get("/partners/"))


def test_the_liaison_of_a_bureau_that_is_a_party_finds_the_agreement(pair):
    bureau = OrgUnitFactory()
    pair.agreement.parties.create(unit=bureau, side=Side.PARTNER, place=3)
    liaison = fresh(with_role(UserFactory(), Role.LIAISON, bureau))
    other = fresh(with_role(UserFactory(), Role.LIAISON, OrgUnitFactory()))

    assert signed_in(liaison).get(pair.agreement.get_absolute_url()).status_code == 200
    assert signed_in(other).get(pair.agreement.get_absolute_url()).status_code == 404


def test_the_person_on_exchange_reads_their_own_page(pair):
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    page = signed_in(UserFactory(person=exchange.person)).get(exchange.get_absolute_url())

    assert (page.status_code, pair.agreement.title in text_of(page)) == (200, False)


@pytest.mark.parametrize("role", ["contact", "officer"])
@pytest.mark.parametrize(
    ("name", "count"),
    [("home", 12), ("agreement", 12), ("ledger", 7)],
)
def test_pages_ask_as_many_questions_for_three_as_for_one(pair, role, name, count):
    user, counts = getattr(pair, role), []
    url = {"home": "/partners/", "agreement": pair.agreement.get_absolute_url(), "ledger": "/partners/exchanges/"}[name]
    for more in (1, 2):
        for _n in range(more):
            ExchangeFactory(line=pair.out, host_unit=pair.partner)
            pair.activity()
            first = days_from_today(-90 + 10 * Statement.objects.count())
            StatementFactory(agreement=pair.agreement, first_day=first)
        counts.append(statements_asked(signed_in(user), url))

    assert counts == [count, count]


# Agreements.


def test_the_officer_draws_up_changes_signs_and_terminates(pair):
    client = signed_in(pair.officer)
    form = agreement_form(first=pair.office.code, second=pair.partner.code, second_contact="赵某 0377-1")
    answer = client.post(address("agreement_create"), form)
    row = Agreement.objects.get(title=form["title"])
    assert (answer["Location"], row.lines.get().places) == (row.get_absolute_url(), 2)

    change = address("agreement_change", code=row.code)
    assert "赵某 0377-1" in client.get(change).content.decode()
    client.post(change, {**form, "title": "新名称"})
    assert client.get(address("agreement_sign", code=row.code)).status_code == 200
    client.post(address("agreement_sign", code=row.code), {"signed_on": timezone.localdate()})
    row.refresh_from_db()
    assert (row.title, row.state) == ("新名称", "in_force")

    end = address("agreement_terminate", code=row.code)
    assert client.post(end, {"on": "2026-03-01", "reason": ""}).status_code == 422
    client.post(end, {"on": "2026-03-01", "reason": "公司合并"})
    row.refresh_from_db()
    assert (row.state, client.get(end).status_code) == ("terminated", 403)


def test_a_draft_somebody_else_changed_meanwhile_keeps_their_parties_and_places(pair):
    client = signed_in(pair.officer)
    form = agreement_form(first=pair.office.code, second=pair.partner.code)
    client.post(address("agreement_create"), form)
    row, third = Agreement.objects.get(title=form["title"]), partner_unit("HZ02")
    change = address("agreement_change", code=row.code)
    seen = seen_on(client, change)
    client.post(change, {**form, "third": third.code, "out-secondment": "5"})

    answer = client.post(change, {**form, "terms": "双方协商", "seen": seen})

    row.refresh_from_db()
    errors = answer.context["form"].errors
    assert (answer.status_code, row.parties.count(), row.lines.get().places, row.terms) == (422, 3, 5, "")
    assert (errors["third"], errors["out-secondment"]) == ([f"现为“{third}”。"], ["现为“5”。"])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": "2025-01-01"}, "协议截止日期不能早于起始日期"),
        ({"third": "HZ01"}, "同一单位只能列为一方"),
        ({"out-secondment": "-1"}, "“市方派往合作方 · 挂职”不能小于 0。"),
        ({"first": ""}, "请填写“"),
        ({"first": "HZ02"}, "“HZ02”"),
    ],
)
def test_a_wrong_agreement_keeps_what_was_typed(pair, fields, sentence):
    partner_unit("HZ02")
    city_only = fresh(with_role(UserFactory(), Role.TRAINING_OFFICER, pair.office))
    form = {**agreement_form(first=pair.office.code, second="HZ01"), **fields}
    answer = signed_in(city_only).post(address("agreement_create"), form)

    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert (form["title"] in answer.content.decode(), Agreement.objects.count()) == (True, 1)


# Exchanges.


def test_the_officer_sends_a_person_and_the_partner_appraises(pair):
    person = PersonFactory(staff_no="P-NEW")
    officer, contact = signed_in(pair.officer), signed_in(pair.contact)
    create = address("exchange_create", code=pair.agreement.code)
    assert officer.get(create).status_code == 200
    answer = officer.post(create, exchange_form(pair))
    exchange = Exchange.objects.get(person=person)
    assert answer["Location"] == exchange.get_absolute_url()

    appraise = address("exchange_appraise", pk=exchange.pk)
    assert contact.get(appraise).status_code == 200
    contact.post(appraise, {"stage": "mid_term", "grade": "excellent", "remarks": "工作主动"})
    assert "工作主动" in text_of(officer.get(exchange.get_absolute_url()))

    end = address("exchange_end", pk=exchange.pk)
    assert contact.get(end).status_code == 403
    officer.post(end, {"on": timezone.localdate(), "reason": "单位急需"})
    exchange.refresh_from_db()
    assert (exchange.state, "单位急需" in text_of(officer.get(exchange.get_absolute_url()))) == ("ended_early", True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": "查无此人"}, "名册中没有“查无此人”"),
        ({"person": "王重名"}, "“王重名”"),
        ({"host_post": ""}, "请填写“"),
        ({"ends_on": "2020-01-01"}, "晚于起始日期"),
    ],
)
def test_a_wrong_exchange_says_what_is_wrong(pair, fields, sentence):
    PersonFactory(staff_no="P-NEW")
    for _namesake in range(2):
        PersonFactory(name="王重名")
    answer = signed_in(pair.officer).post(
        address("exchange_create", code=pair.agreement.code), exchange_form(pair, **fields)
    )

    assert (answer.status_code, sentence in text_of(answer), Exchange.objects.count()) == (422, True, 0)


def test_nobody_appraises_themselves(pair):
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    own = fresh(with_role(UserFactory(person=exchange.person), Role.PARTNER, pair.partner))

    assert signed_in(own).get(address("exchange_appraise", pk=exchange.pk)).status_code == 403


def test_the_ledger_is_filtered_and_exported_as_seen(pair):
    shown = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    ExchangeFactory(line=pair.into, host_unit=pair.office, state="finished")
    client = signed_in(pair.officer)
    query = "?state=open"
    page = text_of(client.get("/partners/exchanges/" + query))
    answer = client.get("/partners/exchanges/export/" + query)
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))

    assert (shown.person.name in page, [row[1] for row in rows[1:]]) == (True, [shown.person.name])
    assert rows[0][:3] == ("序号", "姓名", "方向")
    assert AuditEvent.objects.get(action="partners.export_exchanges").data == {"rows": 1, "filter": "state=open"}


# Joint training.


def test_a_class_is_carried_together_and_the_partner_brings_guests(pair):
    batch = pair.activity().batch
    JointActivity.objects.all().delete()
    officer, contact = signed_in(pair.officer), signed_in(pair.contact)
    create = address("activity_create", code=pair.agreement.code)
    assert officer.get(create).status_code == 200
    officer.post(create, {"batch": batch.code, "seats": "2"})
    activity = JointActivity.objects.get()

    guest = pair.guest(staff_no="G1")
    assert contact.get(address("guest_add", pk=activity.pk)).status_code == 200
    contact.post(address("guest_add", pk=activity.pk), {"person": "G1"})
    place = Enrolment.objects.get(person=guest)
    assert guest.name in text_of(contact.get(activity.get_absolute_url()))
    assert contact.get(batch.get_absolute_url()).status_code == 200

    contact.post(address("guest_withdraw", pk=activity.pk, place=place.pk))
    place.refresh_from_db()
    assert place.status == "withdrawn"


def test_a_partners_contact_brings_only_their_own_people(pair):
    activity = pair.activity()
    PersonFactory(staff_no="C1")
    answer = signed_in(pair.contact).post(address("guest_add", pk=activity.pk), {"person": "C1"})

    assert (answer.status_code, "您管理的名册中没有“C1”" in text_of(answer)) == (422, True)


@pytest.mark.parametrize("both", [True, False])
def test_joint_training_is_a_class_or_a_course(pair, both):
    course = CourseFactory()
    batch = pair.activity().batch
    JointActivity.objects.all().delete()
    form = {"batch": batch.code, "course": course.code} if both else {}
    answer = signed_in(pair.officer).post(address("activity_create", code=pair.agreement.code), form)

    assert (answer.status_code, "只选一个" in text_of(answer)) == (422, True)


def test_a_contribution_is_noted_and_taken_back(pair):
    activity = pair.activity(seats=0)
    client = signed_in(pair.officer)
    add = address("contribution_add", pk=activity.pk)
    assert client.post(add, {"side": "city", "kind": "seats", "seats": ""}).status_code == 422
    client.post(add, {"side": "city", "kind": "seats", "seats": "3"})
    row = activity.contributions.get()
    client.post(address("contribution_remove", pk=activity.pk, row=row.pk))

    assert (row.seats, activity.contributions.count()) == (3, 0)


def test_the_class_says_with_whom_it_is_held_to_those_who_know_the_agreement(pair):
    activity = pair.activity(organiser=OrgUnitFactory())
    viewer_of_classes = fresh(with_role(UserFactory(), Role.TRAINING_OFFICER, activity.batch.organiser))
    pages = [text_of(signed_in(u).get(activity.batch.get_absolute_url())) for u in (pair.officer, viewer_of_classes)]

    assert [pair.agreement.title in page for page in pages] == [True, False]


# Statements.


def test_both_sides_confirm_on_their_own_pages_and_the_sheet_prints(pair):
    officer, contact = signed_in(pair.officer), signed_in(pair.contact)
    create = address("statement_create", code=pair.agreement.code)
    assert officer.get(create).status_code == 200
    officer.post(create, {"first": days_from_today(-90), "last": days_from_today(-1)})
    statement = Statement.objects.get()
    assert "待确认" in text_of(contact.get("/partners/"))

    for client, side in ((contact, "partner"), (officer, "city")):
        page = client.get(address(f"statement_confirm_{side}", pk=statement.pk))
        seen = page.context["form"].initial["seen"]
        client.post(address(f"statement_confirm_{side}", pk=statement.pk), {"seen": seen, "signatory": "王某"})
    statement.refresh_from_db()
    pdf = contact.get(address("statement_pdf", pk=statement.pk))

    assert (statement.frozen_at is not None, pdf.content[:5]) == (True, b"%PDF-")
    assert "双方已确认" in text_of(officer.get(statement.get_absolute_url()))


def test_the_officer_files_the_paper_the_partner_signed(pair):
    statement = StatementFactory(agreement=pair.agreement)
    client = signed_in(pair.officer)
    paper = address("statement_paper", pk=statement.pk)
    form = {"seen": statement.drawn_up_at.isoformat(), "signatory": "赵经理"}
    wrong = client.post(paper, {**form, "scan": SimpleUploadedFile("签字.pdf", b"not a pdf")})
    exe = client.post(paper, {**form, "scan": SimpleUploadedFile("签字.exe", b"MZ")})
    assert (wrong.status_code, exe.status_code, "扩展名不符" in text_of(wrong)) == (422, 422, True)

    client.post(paper, {**form, "scan": SimpleUploadedFile("签字.pdf", b"%PDF-1.7 ...")})
    scan = signed_in(pair.contact).get(address("statement_scan", pk=statement.pk))
    assert b"".join(scan.streaming_content) == b"%PDF-1.7 ..."
    statement.confirmations.get().scan.delete(save=False)


def test_counting_again_is_a_button(pair):
    statement = StatementFactory(agreement=pair.agreement, content={**StatementFactory.build().content, "lines": []})
    ExchangeFactory(line=pair.out, host_unit=pair.partner)
    signed_in(pair.officer).post(address("statement_redraw", pk=statement.pk))

    statement.refresh_from_db()
    assert statement.content["totals"]["people"] == 1


def test_a_page_that_is_outdated_shows_the_new_figures_and_the_next_press_confirms_them(pair):
    statement = StatementFactory(agreement=pair.agreement)
    client, url = signed_in(pair.officer), address("statement_confirm_city", pk=statement.pk)
    old = {"seen": statement.drawn_up_at.isoformat(), "signatory": "王某"}
    client.post(address("statement_redraw", pk=statement.pk))

    answer = client.post(url, old)
    seen = re.search(r'name="seen" value="([^"]+)"', answer.content.decode()).group(1)
    again = client.post(url, {**old, "seen": seen.replace("&#x2B;", "+")})

    assert (answer.status_code, again.status_code, statement.confirmations.count()) == (422, 302, 1)


def test_guests_of_another_partner_are_counted_but_not_named(pair):
    third = partnership("HZ02")
    pair.agreement.parties.create(unit=third.partner, side=Side.PARTNER, place=3)
    activity, guest = pair.activity(), pair.guest(name="欧阳不见")
    enrol_guest(activity=activity, person=guest, by=pair.officer)
    page = text_of(signed_in(third.contact).get(activity.get_absolute_url()))

    assert ("欧阳不见" in page, "1 / 2" in page) == (False, True)


@pytest.mark.parametrize("name", ["agreements/%00/", "agreements/a%00b/sign/", "exchanges/99999999999999999999/"])
def test_odd_addresses_are_not_there(pair, name):
    assert signed_in(pair.officer).get(f"/partners/{name}").status_code == 404


# Statements of the single pages and of the verbs, with one row and with three around them.


def surroundings(pair, rows):
    """An activity with guests and contributions, an exchange, a statement: `rows` of each around the one in hand."""
    activity = pair.activity(seats=9)
    for _n in range(rows):
        ExchangeFactory(line=pair.out, host_unit=pair.partner)
        add_contribution(activity=activity, side="city", kind="lecturer", lecturer=LecturerFactory(), by=pair.officer)
        enrol_guest(activity=activity, person=pair.guest(), by=pair.officer)
    exchange = ExchangeFactory(line=pair.into, home_unit=pair.partner, host_unit=pair.office)
    return (
        activity,
        exchange,
        draw_up_statement(
            agreement=pair.agreement, first=days_from_today(-90), last=days_from_today(-1), by=pair.officer
        ),
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "count"), [("activity", 12), ("exchange", 10), ("statement", 8), ("export", 5)])
def test_single_pages_take_their_statements(pair, rows, page, count):
    activity, exchange, statement = surroundings(pair, rows)
    rows_of = {"activity": activity, "exchange": exchange, "statement": statement}
    url = rows_of[page].get_absolute_url() if page in rows_of else address("exchange_export")

    assert statements_asked(signed_in(pair.officer), url) == count
