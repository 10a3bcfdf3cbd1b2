"""The smallest valid rows of the app `partners`, and a whole agreement with people on both sides."""

from dataclasses import dataclass
from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partners.choices import AgreementKind, AgreementState, Direction, Gift, LineKind, Side
from partners.models import (
    Agreement,
    AgreementLine,
    AgreementParty,
    Contribution,
    Exchange,
    JointActivity,
    Statement,
)
from partners.selectors import with_parties
from partners.services.exchanges import ExchangeDraft
from people.choices import Role, UnitKind
from people.models import OrgUnit, User
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, with_role
from tests.factories.training import BatchFactory


def partners_root() -> OrgUnit:
    root = OrgUnit.objects.filter(depth=1, code="HZ").first()
    return root or OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)


def partner_unit(code: str = "HZ01") -> OrgUnit:
    """A partner organisation below 合作单位."""
    fields = {"code": code, "name": f"合作公司{code}", "short_name": f"合作公司{code}", "kind": UnitKind.PARTNER}
    return OrgUnit.objects.get(pk=partners_root().pk).add_child(**fields)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    code = factory.Sequence(lambda n: f"XY-2025-{n:03d}")
    title = factory.Sequence(lambda n: f"合作协议{n}")
    kind = AgreementKind.TALENT_EXCHANGE
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=300))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=500))
    signed_on = factory.SelfAttribute("starts_on")
    state = AgreementState.IN_FORCE


class AgreementLineFactory(DjangoModelFactory):
    class Meta:
        model = AgreementLine

    agreement = factory.SubFactory(AgreementFactory)
    direction = Direction.OUT
    kind = LineKind.SECONDMENT
    places = 2


class ExchangeFactory(DjangoModelFactory):
    """Somebody of the city who works at the partner since a hundred days."""

    class Meta:
        model = Exchange

    line = factory.SubFactory(AgreementLineFactory)
    home_unit = factory.SubFactory(OrgUnitFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..home_unit"))
    host_unit = factory.SubFactory(OrgUnitFactory)
    host_post = "网络部副经理（挂职）"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=200))


class JointActivityFactory(DjangoModelFactory):
    class Meta:
        model = JointActivity

    agreement = factory.SubFactory(AgreementFactory)
    batch = factory.SubFactory(BatchFactory)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    agreement = factory.SubFactory(AgreementFactory)
    first_day = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=90))
    last_day = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    drawn_up_at = factory.LazyFunction(timezone.now)
    content = factory.LazyFunction(
        lambda: {
            "lines": [],
            "exchanges": [],
            "activities": [],
            "totals": {"people": 0, "person_months": 0, "classes": 0, "guests": 0, "half_days": 0},
        }
    )


@dataclass
class Partnership:
    """An agreement in force between the city's office and a partner, with who speaks for each."""

    agreement: Agreement
    office: OrgUnit
    partner: OrgUnit
    officer: User
    contact: User
    out: AgreementLine
    into: AgreementLine

    def exchange_draft(self, **fields) -> ExchangeDraft:
        """A person of another city unit goes to the partner today for a year."""
        today = timezone.localdate()
        values = {
            "line": self.out,
            "person": fields.pop("person", None) or PersonFactory(),
            "host_unit": self.partner,
            "host_post": "网络部副经理（挂职）",
            "starts_on": today,
            "ends_on": today + timedelta(days=364),
        }
        return ExchangeDraft(**{**values, **fields})

    def guest(self, **fields):
        return PersonFactory(unit=self.partner, **fields)

    def activity(self, seats: int = 2, **batch) -> JointActivity:
        activity = JointActivityFactory(agreement=self.agreement, batch=BatchFactory(**batch))
        if seats:
            Contribution.objects.create(activity=activity, side=Side.CITY, kind=Gift.SEATS, seats=seats)
        return activity


def partnership(code: str = "HZ01", **agreement) -> Partnership:
    office, partner = OrgUnitFactory(), partner_unit(code)
    row = AgreementFactory(**agreement)
    AgreementParty.objects.create(agreement=row, unit=office, side=Side.CITY, place=1)
    AgreementParty.objects.create(agreement=row, unit=partner, side=Side.PARTNER, place=2)
    out = AgreementLineFactory(agreement=row)
    into = AgreementLineFactory(agreement=row, direction=Direction.IN)
    officer = with_role(UserFactory(person=PersonFactory(unit=office)), Role.TRAINING_OFFICER, city_root())
    with_role(officer, Role.TRAINING_OFFICER, OrgUnit.objects.get(code="HZ"))
    contact = with_role(UserFactory(person=PersonFactory(unit=partner)), Role.PARTNER, partner)
    agreement_row = with_parties(Agreement.objects.filter(pk=row.pk)).get()
    return Partnership(agreement_row, office, partner, fresh(officer), fresh(contact), out, into)


def fresh(user: User) -> User:
    """Read again, so that the roles just given are seen."""
    return User.objects.get(pk=user.pk)


def days_from_today(n: int) -> date:
    return timezone.localdate() + timedelta(days=n)
