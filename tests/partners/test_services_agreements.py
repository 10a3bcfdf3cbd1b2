from datetime import date, timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from partners.choices import AgreementKind, AgreementState, Direction, LineKind, Side
from partners.models import Agreement
from partners.services.agreements import (
    AgreementDraft,
    LineDraft,
    PartyDraft,
    change_agreement,
    draw_up_agreement,
    remind_of_expiry,
    sign_agreement,
    terminate_agreement,
)
from partners.tasks import remind_of_expiring_agreements
from people.models import AuditEvent
from tests.factories.partners import AgreementFactory, ExchangeFactory, days_from_today, partner_unit, partnership
from tests.factories.people import OrgUnitFactory, UserFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def draft(**fields):
    parties = fields.pop("parties", None) or one_pair("HZ01")
    values = {
        "title": "电子政务人才交流协议",
        "kind": AgreementKind.TALENT_EXCHANGE,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
        "parties": parties,
        "lines": [LineDraft(Direction.OUT, LineKind.SECONDMENT, 2)],
    }
    return AgreementDraft(**{**values, **fields})


def one_pair(code):
    return [PartyDraft(OrgUnitFactory(), Side.CITY), PartyDraft(partner_unit(code), Side.PARTNER, "赵某 0377-1")]


def test_an_agreement_is_drawn_up_with_parties_and_places():
    row = draw_up_agreement(draft=draft(), by=UserFactory())

    assert (row.code, row.state) == ("XY-2026-01", AgreementState.DRAFT)
    assert [(p.place, p.side, p.contact) for p in row.parties.all()] == [(1, "city", ""), (2, "partner", "赵某 0377-1")]
    assert [(line.direction, line.places) for line in row.lines.all()] == [("out", 2)]
    assert AuditEvent.objects.get().action == "partners.draw_up_agreement"


def test_codes_run_on_within_a_year():
    pairs = [one_pair(code) for code in ("HZ01", "HZ02", "HZ03")]
    codes = [draw_up_agreement(draft=draft(parties=pair), by=UserFactory()).code for pair in pairs]

    assert codes == ["XY-2026-01", "XY-2026-02", "XY-2026-03"]


def test_an_agreement_of_one_side_is_refused():
    parties = [PartyDraft(OrgUnitFactory(), Side.CITY), PartyDraft(OrgUnitFactory(), Side.CITY)]

    assert refusal(draw_up_agreement, draft=draft(parties=parties), by=UserFactory()) == "one_sided"


def test_an_agreement_that_ends_before_it_starts_leaves_nothing_behind():
    wrong = draft(ends_on=date(2025, 1, 1))

    assert refusal(draw_up_agreement, draft=wrong, by=UserFactory()) == "agreement_ends_after_start"
    assert Agreement.objects.count() == 0


def test_a_draft_is_changed_as_a_whole_until_it_is_signed():
    row = draw_up_agreement(draft=draft(), by=UserFactory())
    other = draft(title="新名称", parties=[PartyDraft(p.unit, p.side) for p in row.parties.all()], lines=[])
    change_agreement(agreement=row, draft=other, by=UserFactory())

    row.refresh_from_db()
    assert (row.title, row.lines.count(), row.parties.count()) == ("新名称", 0, 2)
    sign_agreement(agreement=row, signed_on=timezone.localdate(), by=UserFactory())
    assert refusal(change_agreement, agreement=row, draft=other, by=UserFactory()) == "signed"


def test_signing_brings_a_draft_into_force_once_and_tells_the_partner():
    pair = partnership(state=AgreementState.DRAFT, signed_on=None)
    for _twice in range(2):
        sign_agreement(agreement=pair.agreement, signed_on=timezone.localdate(), by=pair.officer)

    pair.agreement.refresh_from_db()
    assert (pair.agreement.state, pair.agreement.signed_on) == ("in_force", timezone.localdate())
    assert AuditEvent.objects.filter(action="partners.sign_agreement").count() == 1
    assert [note.user for note in Notification.objects.all()] == [pair.contact]


def test_an_agreement_is_not_signed_in_the_future():
    row = AgreementFactory(state=AgreementState.DRAFT, signed_on=None)
    tomorrow = days_from_today(1)

    assert refusal(sign_agreement, agreement=row, signed_on=tomorrow, by=UserFactory()) == "in_future"


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [(0, " ", "reason_missing"), (-400, "转制", "outside_term"), (1, "转制", "in_future")],
)
def test_terminating_needs_a_reason_and_a_day_of_the_term(on, reason, code):
    row = AgreementFactory()

    arguments = {"agreement": row, "on": days_from_today(on), "reason": reason, "by": UserFactory()}
    assert refusal(terminate_agreement, **arguments) == code


def test_people_come_home_before_an_agreement_is_terminated():
    pair = partnership()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    arguments = {"agreement": pair.agreement, "on": timezone.localdate(), "reason": "转制", "by": pair.officer}

    assert refusal(terminate_agreement, **arguments) == "people_away"
    type(exchange).objects.update(state="finished")
    terminate_agreement(**arguments)
    assert refusal(terminate_agreement, **arguments) == "not_in_force"
    assert refusal(sign_agreement, agreement=pair.agreement, signed_on=timezone.localdate(), by=pair.officer) == (
        "terminated"
    )


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (31, 1), (30, 1), (-1, 0)])
def test_both_sides_hear_of_the_end_sixty_days_before(days, told):
    starts_on = days_from_today(-300)
    pair = partnership(starts_on=starts_on, ends_on=days_from_today(days))
    remind_of_expiry()
    remind_of_expiring_agreements()

    assert Notification.objects.filter(user=pair.contact).count() == told
    assert Notification.objects.filter(user=pair.officer).count() == told


def test_both_sides_hear_again_thirty_days_before(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    pair = partnership(ends_on=days_from_today(60))
    remind_of_expiry()
    time_machine.shift(timedelta(days=31))
    remind_of_expiry()

    assert Notification.objects.filter(user=pair.contact).count() == 2
