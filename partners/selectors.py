from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from admission.choices import EnrolmentSource
from admission.models import Enrolment
from attendance.choices import ATTENDED
from attendance.models import AttendanceMark
from common.spans import months_in
from partners.choices import AppraisalStage, Gift, Side
from partners.models import Agreement, AgreementLine, AgreementParty, Appraisal, Exchange, JointActivity, Statement
from partners.roles import SPEAKERS
from people.models import OrgUnit, RoleAssignment, User
from training.models import Batch, ClassMeeting


def with_parties(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    parties = AgreementParty.objects.select_related("unit")
    return agreements.prefetch_related(Prefetch("parties", queryset=parties))


def agreements_for_list(user: User, year: int) -> QuerySet[Agreement]:
    """Adds the places a year and those taken by exchanges that began in `year`."""
    return with_parties(Agreement.objects.visible_to(user)).prefetch_related(
        Prefetch("lines", queryset=lines_with_use(year))
    )


def lines_with_use(year: int) -> QuerySet[AgreementLine]:
    return AgreementLine.objects.annotate(used=_begun_in(year))


def _begun_in(year: int, until: date | None = None) -> Count:
    called_off = Q(exchanges__ended_on__lt=F("exchanges__starts_on"))
    begun = Q(exchanges__starts_on__year=year)
    if until:
        begun &= Q(exchanges__starts_on__lte=until)
    return Count("exchanges", filter=begun & ~called_off)


def exchanges_for_list(exchanges: QuerySet[Exchange]) -> QuerySet[Exchange]:
    return exchanges.select_related("person", "home_unit", "host_unit", "line__agreement").prefetch_related(
        "appraisals"
    )


def activities_for_list(activities: QuerySet[JointActivity]) -> QuerySet[JointActivity]:
    guests = Q(batch__enrolments__source=EnrolmentSource.GUEST, batch__enrolments__status="active")
    return activities.select_related("batch", "course", "agreement").annotate(
        guests=Count("batch__enrolments", filter=guests)
    )


def statements_for_list(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    return statements.select_related("agreement").prefetch_related("confirmations")


def side_of(agreement: Agreement, unit: OrgUnit) -> str | None:
    """On which side of an agreement a unit stands: a partner's party and all below it are the partner's; whatever
    else belongs to the tree of a city party is the city's."""
    parties = agreement.parties.all()
    if any(unit.path.startswith(p.unit.path) for p in parties if p.side == Side.PARTNER):
        return Side.PARTNER
    roots = {p.unit.path[: OrgUnit.steplen] for p in parties if p.side == Side.CITY}
    return Side.CITY if unit.path[: OrgUnit.steplen] in roots else None


def guests_of(activity: JointActivity) -> QuerySet[Enrolment]:
    """The partner's people in a joint class."""
    guests = Enrolment.objects.active().filter(batch=activity.batch_id, source=EnrolmentSource.GUEST)
    return guests.select_related("person", "unit").in_roster_order()


def guest_seats(activity: JointActivity) -> int:
    """Seats the city gives, which are there for the partner's people."""
    given = activity.contributions.filter(side=Side.CITY, kind=Gift.SEATS).first()
    return (given.seats if given else 0) or 0


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    def months_of(self, exchange: Exchange) -> float:
        """Person-months of an exchange within the period."""
        return months_in(max(exchange.starts_on, self.first), min(exchange.last_day, self.last))


def statement_content(agreement: Agreement, period: Period) -> dict:
    """The figures of a period; codes, not labels, so that they read in either language."""
    exchanges = Exchange.objects.within(period.first, period.last).filter(line__agreement=agreement)
    rows = [_exchange_row(exchange, period) for exchange in exchanges_for_list(exchanges.order_by("starts_on", "id"))]
    activities = _activity_rows(agreement, period)
    return {
        "lines": list(
            agreement.lines.annotate(used=_begun_in(period.last.year, period.last))
            .order_by("id")
            .values("direction", "kind", "places", "used")
        ),
        "exchanges": rows,
        "activities": activities,
        "totals": {
            "people": len(rows),
            "person_months": round(sum(row["months"] for row in rows), 1),
            "classes": len(activities),
            "guests": sum(row["came"] for row in activities),
            "half_days": sum(row["half_days"] for row in activities),
        },
    }


def _exchange_row(exchange: Exchange, period: Period) -> dict:
    # What became known later belongs to the next statement, unless the exchange is in none after this one.
    over = exchange.last_day <= period.last
    known = [a for a in exchange.appraisals.all() if over or timezone.localdate(a.appraised_at) <= period.last]
    grades = {appraisal.stage: appraisal.grade for appraisal in known}
    return {
        "name": exchange.person.name,
        "direction": exchange.line.direction,
        "home": exchange.home_unit.short_name,
        "host": exchange.host_unit.short_name,
        "host_post": exchange.host_post,
        "from": exchange.starts_on.isoformat(),
        "to": exchange.last_day.isoformat(),
        "months": period.months_of(exchange),
        "mid_term": grades.get(AppraisalStage.MID_TERM, ""),
        "final": grades.get(AppraisalStage.FINAL, ""),
    }


def _activity_rows(agreement: Agreement, period: Period) -> list[dict]:
    """Closed classes that ended in the period; four statements, however many they are."""
    joint = Batch.objects.held().filter(joint_activity__agreement=agreement, ends_on__range=(period.first, period.last))
    batches = list(joint.order_by("starts_on", "pk"))
    guests = Enrolment.objects.active().filter(batch__in=batches, source=EnrolmentSource.GUEST)
    came = AttendanceMark.objects.filter(
        enrolment__in=guests.values("pk"), status__in=ATTENDED, meeting__cancelled_at=None
    )
    # A lecture two of them heard together was given once.
    taught = (
        ClassMeeting.objects.held()
        .exclude(joint_with__batch__in=batches)
        .filter(
            batch__in=batches,
            batch__joint_activity__contributions__side=Side.PARTNER,
            batch__joint_activity__contributions__lecturer=F("lecturer"),
        )
    )
    enrolled = _counted(guests, "batch", "pk")
    present = _counted(came, "enrolment__batch", "enrolment")
    half_days = _counted(taught, "batch", "pk")
    return [
        {
            "title": batch.title,
            "from": batch.starts_on.isoformat(),
            "to": batch.ends_on.isoformat(),
            "guests": enrolled.get(batch.pk, 0),
            "came": present.get(batch.pk, 0),
            "half_days": half_days.get(batch.pk, 0),
        }
        for batch in batches
    ]


def _counted(rows: QuerySet, by: str, what: str) -> dict[int, int]:
    counts = rows.order_by().values(by).annotate(n=Count(what, distinct=True))
    return dict(counts.values_list(by, "n"))


def due_appraisals(exchanges: QuerySet[Exchange], today: date) -> list[tuple[Exchange, str]]:
    """Open exchanges whose mid-term review or final appraisal is due, with the stage."""
    due: list[tuple[Exchange, str]] = []
    for exchange in exchanges:
        given = {appraisal.stage for appraisal in exchange.appraisals.all()}
        if today > exchange.ends_on:
            due.append((exchange, AppraisalStage.FINAL))
        elif today >= exchange.halfway and AppraisalStage.MID_TERM not in given:
            due.append((exchange, AppraisalStage.MID_TERM))
    return due


def appraisals_of(exchange: Exchange) -> QuerySet[Appraisal]:
    return exchange.appraisals.select_related("appraised_by")


def contacts_of(agreement: Agreement, *sides: str, concerned: tuple[OrgUnit, ...] = ()) -> QuerySet[User]:
    """Who speaks for the sides of an agreement today: the city's officers, the partners' contacts, and the liaison
    of a bureau that is a party. With units `concerned`, of the partners only those to whom one of them belongs."""
    reaching = Q(pk__in=())
    for party in agreement.parties.all():
        path = party.unit.path
        theirs = party.side == Side.CITY or not concerned or any(u.path.startswith(path) for u in concerned)
        if party.side in sides and theirs:
            above = [path[:n] for n in range(OrgUnit.steplen, len(path), OrgUnit.steplen)]
            in_reach = Q(unit__path=path) | Q(unit__path__in=above, with_subordinates=True)
            reaching |= Q(role__in=SPEAKERS[Side(party.side)]) & in_reach
    holders = RoleAssignment.objects.current().filter(reaching)
    return User.objects.filter(pk__in=holders.values("user"), is_active=True)
