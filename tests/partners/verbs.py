"""The verbs on agreements, exchanges, joint training and statements."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from admission.models import Enrolment
from partners.models import Contribution
from partners.services.activities import add_contribution, enrol_guest
from partners.services.statements import draw_up_statement
from tests.factories.partners import AgreementFactory, ExchangeFactory, days_from_today, partnership
from tests.factories.people import LecturerFactory, PersonFactory
from tests.factories.training import BatchFactory
from tests.partners.forms import agreement_form, exchange_form
from tests.support.verbs import Sent, verb


def surroundings(rows):
    """An agreement with so many exchanges, contributions and guests of a joint class beside the one in hand."""
    pair = partnership()
    pair.out.places = 9
    pair.out.save()
    activity = pair.activity(seats=9)
    for _n in range(rows):
        ExchangeFactory(line=pair.out, host_unit=pair.partner)
        add_contribution(activity=activity, side="city", kind="lecturer", lecturer=LecturerFactory(), by=pair.officer)
        enrol_guest(activity=activity, person=pair.guest(), by=pair.officer)
    return pair, activity


# Agreements.


def of_agreement(pair):
    return {"code": pair.agreement.code}


@verb("partners:agreement_create", 36)
def create_agreement(rows):
    pair = partnership()
    AgreementFactory.create_batch(rows)
    return Sent(pair.officer, form=agreement_form(first=pair.office.code, second=pair.partner.code))


@verb("partners:agreement_change", 45)
def change_agreement(rows):
    pair = partnership(state="draft", signed_on=None)
    AgreementFactory.create_batch(rows)
    return Sent(pair.officer, of_agreement(pair), agreement_form(first=pair.office.code, second=pair.partner.code))


@verb("partners:agreement_sign", 25)
def sign_agreement(rows):
    pair = partnership(state="draft", signed_on=None)
    AgreementFactory.create_batch(rows)
    return Sent(pair.officer, of_agreement(pair), {"signed_on": timezone.localdate()})


@verb("partners:agreement_terminate", 28)
def terminate_agreement(rows):
    pair = partnership()
    AgreementFactory.create_batch(rows)
    return Sent(pair.officer, of_agreement(pair), {"on": timezone.localdate(), "reason": "公司合并"})


# Exchanges.


@verb("partners:exchange_create", 38)
def send(rows):
    pair, _activity = surroundings(rows)
    PersonFactory(staff_no="P-NEW")
    return Sent(pair.officer, of_agreement(pair), exchange_form(pair))


def coming(rows):
    """Somebody of the partner works in the city."""
    pair, _activity = surroundings(rows)
    return pair, ExchangeFactory(line=pair.into, home_unit=pair.partner, host_unit=pair.office)


@verb("partners:exchange_appraise", 23)
def appraise(rows):
    pair, exchange = coming(rows)
    return Sent(pair.officer, {"pk": exchange.pk}, {"stage": "mid_term", "grade": "basic", "remarks": "好"})


@verb("partners:exchange_end", 38)
def end_exchange(rows):
    pair, exchange = coming(rows)
    return Sent(pair.officer, {"pk": exchange.pk}, {"on": timezone.localdate(), "reason": "急需"})


# Joint training.


@verb("partners:activity_create", 31)
def create_activity(rows):
    pair, _activity = surroundings(rows)
    return Sent(pair.officer, of_agreement(pair), {"batch": BatchFactory().code, "seats": "2"})


@verb("partners:contribution_add", 18)
def contribute(rows):
    pair, activity = surroundings(rows)
    return Sent(pair.officer, {"pk": activity.pk}, {"side": "partner", "kind": "seats", "seats": "2"})


@verb("partners:contribution_remove", 13)
def take_back(rows):
    pair, activity = surroundings(rows)
    row = Contribution.objects.filter(activity=activity, kind="lecturer").first()
    return Sent(pair.officer, {"pk": activity.pk, "row": row.pk})


@verb("partners:guest_add", 29)
def bring_guest(rows):
    pair, activity = surroundings(rows)
    pair.guest(staff_no="G-NEW")
    return Sent(pair.officer, {"pk": activity.pk}, {"person": "G-NEW"})


@verb("partners:guest_withdraw", 19)
def withdraw_guest(rows):
    pair, activity = surroundings(rows)
    place = Enrolment.objects.filter(batch=activity.batch).first()
    return Sent(pair.officer, {"pk": activity.pk, "place": place.pk})


# Statements.


PERIOD = {"first": -90, "last": -1}


def drawn_up(rows):
    pair, _activity = surroundings(rows)
    days = {name: days_from_today(n) for name, n in PERIOD.items()}
    statement = draw_up_statement(agreement=pair.agreement, by=pair.officer, **days)
    return pair, statement


def yes(statement, **more):
    return {"seen": statement.drawn_up_at.isoformat(), "signatory": "王某", **more}


@verb("partners:statement_create", 28)
def draw_up(rows):
    pair, _activity = surroundings(rows)
    return Sent(pair.officer, of_agreement(pair), {name: days_from_today(n) for name, n in PERIOD.items()})


@verb("partners:statement_redraw", 24)
def redraw(rows):
    pair, statement = drawn_up(rows)
    return Sent(pair.officer, {"pk": statement.pk})


@verb("partners:statement_confirm_city", 27)
def confirm(rows):
    pair, statement = drawn_up(rows)
    return Sent(pair.officer, {"pk": statement.pk}, yes(statement))


@verb("partners:statement_confirm_partner", 27)
def confirm_as_the_second(rows):
    pair, statement = drawn_up(rows)
    return Sent(pair.contact, {"pk": statement.pk}, yes(statement))


@verb("partners:statement_paper", 25)
def file_the_paper(rows):
    pair, statement = drawn_up(rows)
    scan = SimpleUploadedFile("签字.pdf", b"%PDF-1.7 ...")
    return Sent(pair.officer, {"pk": statement.pk}, yes(statement, scan=scan))
