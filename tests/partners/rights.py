from admission.choices import EnrolmentSource
from partners.choices import AgreementState, Direction, Gift, LineKind, Side
from partners.models import AgreementLine, AgreementParty, Contribution, JointActivity
from people.choices import Role
from people.models import OrgUnit
from tests.factories.admission import EnrolmentFactory
from tests.factories.partners import AgreementFactory, ExchangeFactory, StatementFactory
from tests.factories.people import PersonFactory, with_role
from tests.factories.training import BatchFactory
from tests.support.rights import Route

OFFICER = Role.TRAINING_OFFICER
# The agreement is between unit A and the partner; these read the agreements of the units they reach.
READERS = {OFFICER, Role.HR, Role.VIEWER, Role.LIAISON, Role.PARTNER}


def agreement_between(world, state=AgreementState.IN_FORCE):
    row = AgreementFactory(state=state)
    AgreementParty.objects.create(agreement=row, unit=world.unit, side=Side.CITY, place=1)
    AgreementParty.objects.create(agreement=row, unit=OrgUnit.objects.get(pk=world.partner.pk), side="partner", place=2)
    return row


def extend(world):
    """An agreement in force and one in draft, somebody at the partner, a joint class with a guest, a statement."""
    extra = world.extra
    extra.agreement = agreement_between(world)
    extra.draft = agreement_between(world, AgreementState.DRAFT)
    line = AgreementLine.objects.create(
        agreement=extra.agreement, direction=Direction.OUT, kind=LineKind.SECONDMENT, places=2
    )
    extra.exchange = ExchangeFactory(line=line, home_unit=world.unit, host_unit=world.partner)
    extra.activity = JointActivity.objects.create(agreement=extra.agreement, batch=BatchFactory())
    extra.seats = Contribution.objects.create(activity=extra.activity, side="city", kind=Gift.SEATS, seats=3)
    extra.contribution = Contribution.objects.create(activity=extra.activity, side="partner", kind=Gift.SEATS, seats=1)
    extra.guest = EnrolmentFactory(
        batch=extra.activity.batch,
        unit=world.partner,
        person=PersonFactory(unit=world.partner),
        source=EnrolmentSource.GUEST,
    )
    extra.statement = StatementFactory(agreement=extra.agreement)
    with_role(world.users[OFFICER], OFFICER, OrgUnit.objects.get(pk=world.partner.pk))


def agreement(world):
    return {"code": world.extra.agreement.code}


def draft(world):
    return {"code": world.extra.draft.code}


def exchange(world):
    return {"pk": world.extra.exchange.pk}


def activity(world):
    return {"pk": world.extra.activity.pk}


def statement(world):
    return {"pk": world.extra.statement.pk}


def contribution(world):
    return {**activity(world), "row": world.extra.contribution.pk}


def guest(world):
    return {**activity(world), "place": world.extra.guest.pk}


def route(allowed, kwargs, method="get"):
    """Readers of the agreement who may not do this see 403, the others 404."""
    return Route(set(allowed), kwargs, method=method, denied=404, otherwise=dict.fromkeys(READERS, 403))


RIGHTS = {
    "partners:home": Route(READERS),
    "partners:agreement_create": Route({OFFICER}),
    "partners:agreement_detail": route(READERS, agreement),
    "partners:agreement_change": route({OFFICER}, draft),
    "partners:agreement_sign": route({OFFICER}, draft),
    "partners:agreement_terminate": route({OFFICER}, agreement),
    "partners:exchange_create": route({OFFICER}, agreement),
    "partners:activity_create": route({OFFICER}, agreement),
    "partners:statement_create": route({OFFICER}, agreement),
    "partners:exchange_list": Route(READERS),
    "partners:exchange_export": Route(READERS),
    "partners:exchange_detail": route(READERS, exchange),
    # The host appraises; the officer may file what the host wrote on paper.
    "partners:exchange_appraise": route({OFFICER, Role.PARTNER}, exchange),
    "partners:exchange_end": route({OFFICER}, exchange),
    "partners:activity_detail": route(READERS, activity),
    "partners:contribution_add": route({OFFICER}, activity),
    "partners:contribution_remove": route({OFFICER}, contribution, "post"),
    "partners:guest_add": route({OFFICER, Role.PARTNER}, activity),
    "partners:guest_withdraw": route({OFFICER, Role.PARTNER}, guest, "post"),
    "partners:statement_detail": route(READERS, statement),
    "partners:statement_redraw": route({OFFICER}, statement, "post"),
    "partners:statement_confirm_city": route({OFFICER}, statement),
    "partners:statement_confirm_partner": route({Role.PARTNER}, statement),
    "partners:statement_paper": route({OFFICER}, statement),
    "partners:statement_pdf": route(READERS, statement),
    # Nothing is signed on paper, so there is no scan behind the door: 404 for everybody.
    "partners:statement_scan": Route(set(), statement, denied=404),
}
