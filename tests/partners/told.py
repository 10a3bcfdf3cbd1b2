"""Who hears of agreements, exchanges, joint training and statements."""

from partners.services.activities import enrol_guest, set_up_activity, withdraw_guest
from partners.services.agreements import sign_agreement, terminate_agreement
from partners.services.exchanges import appraise, end_exchange_early, start_exchange
from partners.services.statements import confirm_statement, draw_up_statement, redraw_statement
from people.choices import Role
from tests.factories.partners import ExchangeFactory, days_from_today, fresh, partnership
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.factories.training import BatchFactory
from tests.support.told import Told, told


def pair_of(**agreement):
    """Both sides, and a second officer of the city's."""
    pair = partnership(**agreement)
    return pair, fresh(user_with_role(Role.TRAINING_OFFICER, pair.office))


@told("partners.sign_agreement")
def sign():
    pair, colleague = pair_of(state="draft", signed_on=None)
    return Told(
        lambda: sign_agreement(agreement=pair.agreement, signed_on=days_from_today(0), by=pair.officer),
        dict.fromkeys([pair.contact, colleague], "partners.agreement_signed"),
    )


@told("partners.terminate_agreement")
def terminate():
    pair, colleague = pair_of()
    return Told(
        lambda: terminate_agreement(agreement=pair.agreement, on=days_from_today(0), reason="合并", by=pair.officer),
        dict.fromkeys([pair.contact, colleague], "partners.agreement_terminated"),
    )


@told("partners.start_exchange")
def start():
    pair, colleague = pair_of()
    person = UserFactory(person=PersonFactory(unit=OrgUnitFactory(parent=pair.office)))
    draft = pair.exchange_draft(person=person.person)
    return Told(
        lambda: start_exchange(draft=draft, by=pair.officer),
        dict.fromkeys([person, pair.contact, colleague], "partners.exchange_begins"),
    )


def away():
    pair, colleague = pair_of()
    home = OrgUnitFactory(parent=pair.office)
    person = UserFactory(person=PersonFactory(unit=home))
    exchange = ExchangeFactory(line=pair.out, person=person.person, home_unit=home, host_unit=pair.partner)
    return pair, [person, colleague, pair.contact], exchange


@told("partners.end_exchange_early")
def call_back():
    pair, users, exchange = away()
    return Told(
        lambda: end_exchange_early(exchange=exchange, on=days_from_today(0), reason="急需", by=pair.officer),
        dict.fromkeys(users, "partners.exchange_ended"),
    )


@told("partners.appraise")
def give_an_appraisal():
    pair, users, exchange = away()
    return Told(
        lambda: appraise(exchange=exchange, stage="mid_term", grade="basic", remarks="好", by=pair.contact),
        dict.fromkeys([*users[:2], pair.officer], "partners.appraised"),
    )


@told("partners.set_up_activity")
def train_together():
    pair, colleague = pair_of()
    batch = BatchFactory()
    return Told(
        lambda: set_up_activity(agreement=pair.agreement, batch=batch, seats=2, by=pair.officer),
        dict.fromkeys([pair.contact, colleague], "partners.joint_training"),
    )


@told("partners.enrol_guest")
def enter_a_guest():
    pair, _colleague = pair_of()
    activity, guest = pair.activity(), UserFactory(person=pair.guest())
    return Told(
        lambda: enrol_guest(activity=activity, person=guest.person, by=pair.contact), {guest: "admission.admitted"}
    )


@told("partners.withdraw_guest")
def withdraw_a_guest():
    pair, _colleague = pair_of()
    guest = UserFactory(person=pair.guest())
    place = enrol_guest(activity=pair.activity(), person=guest.person, by=pair.contact)
    return Told(lambda: withdraw_guest(place=place, by=pair.contact), {guest: "admission.place_withdrawn"})


def draw_up(pair):
    return draw_up_statement(
        agreement=pair.agreement, first=days_from_today(-30), last=days_from_today(-1), by=pair.officer
    )


@told("partners.draw_up_statement")
def count():
    pair, colleague = pair_of()
    return Told(lambda: draw_up(pair), dict.fromkeys([pair.contact, colleague], "partners.statement"))


@told("partners.redraw_statement")
def count_again():
    pair, colleague = pair_of()
    statement, done = draw_up(pair), []

    def act():
        # Counted again it is asked for again.
        if not done:
            done.append(redraw_statement(statement=statement, by=pair.officer))

    return Told(act, dict.fromkeys([pair.contact, colleague], "partners.statement"))


def confirm(statement, side, by):
    statement.refresh_from_db()
    seen = statement.drawn_up_at.isoformat()
    return confirm_statement(statement=statement, side=side, seen=seen, signatory="张三", by=by)


@told("partners.confirm_statement")
def the_city_confirms_first():
    pair, _colleague = pair_of()
    statement = draw_up(pair)
    return Told(lambda: confirm(statement, "city", pair.officer), {pair.contact: "partners.other_side_confirmed"})


@told("partners.confirm_statement")
def the_partner_confirms_last():
    pair, colleague = pair_of()
    statement = draw_up(pair)
    confirm(statement, "city", pair.officer)
    return Told(
        lambda: confirm(statement, "partner", pair.contact),
        dict.fromkeys([pair.officer, colleague], "partners.statement_stands"),
    )
