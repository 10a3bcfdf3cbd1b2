"""What a leader reads on one page: the year as it stands, last year by the same day, what waits, what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.models import Notice, NoticeReceipt
from people.models import OrgUnit, User
from reports.roles import ROLES
from reports.selectors.figures import COUNTED, YearSpan, came
from reports.selectors.rates import (
    ClassRate,
    PlanYear,
    Rate,
    UnitRate,
    attendance_by_class,
    attendance_by_unit,
    attendance_of,
    classes_of,
    places_in,
    plan_by_year,
)
from training.choices import BatchState
from training.labels import label_of
from training.models import Batch

# Years beside each other, and how far ahead the page looks.
YEARS, AHEAD = 3, timedelta(days=31)
# The page is one sheet of paper.
MOST_LINES, MOST_DAYS = 3, 5


@dataclass(frozen=True)
class Held:
    """Closed classes of a year up to a day."""

    sessions: int
    classes: int
    person_times: int
    headcount: int
    came: Rate
    attendance: Rate


@dataclass(frozen=True)
class Waiting:
    """Something that does not go on: what for, with whom, and for how many days."""

    label: str
    name: str
    units: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Coming:
    label: str
    name: str
    day: date


@dataclass(frozen=True)
class LeaderReport:
    area: str
    day: date
    plan: list[PlanYear]
    person_times: dict[int, int]
    running: int
    held: Held
    before: Held
    classes: list[ClassRate]
    units_of: YearSpan
    units: list[UnitRate]
    signed: Rate
    waiting: list[Waiting]
    coming: list[Coming]

    @property
    def planned(self) -> PlanYear:
        year = self.day.year
        return next((one for one in self.plan if one.year == year), PlanYear(year, 0, 0, 0))

    @property
    def last_year(self) -> int:
        return self.day.year - 1

    @property
    def sentence(self) -> str:
        """The year in words, as the page begins."""
        values = {
            "planned": self.planned.classes,
            "closed": self.held.classes,
            "running": self.running,
            "times": self.held.person_times,
            "people": self.held.headcount,
            "change": self.change,
        }
        return (
            _(
                "Of %(planned)d classes planned for the year %(closed)d are closed and %(running)d are under way. They "
                "trained %(times)d person-times and %(people)d people, %(change)s."
            )
            % values
        )

    @property
    def change(self) -> str:
        more = self.held.person_times - self.before.person_times
        if not more:
            return _("as many person-times as by this day of last year")
        text = _("%(n)d person-times more than by this day of last year")
        less = _("%(n)d person-times fewer than by this day of last year")
        return (text if more > 0 else less) % {"n": abs(more)}

    @property
    def lines(self) -> list[Waiting]:
        return self.waiting[:MOST_LINES]

    @property
    def more_lines(self) -> int:
        return len(self.waiting) - len(self.lines)


def leader_report(day: date, *, user: User) -> LeaderReport:
    """Of what the user may know; the number of statements does not grow with anything."""
    span = YearSpan(day.year - YEARS + 1, day.year)
    classes = classes_of(span, user)
    closed = came(classes.held()).order_by().values("batch__ends_on__year").annotate(n=COUNTED["person_times"])
    lately = YearSpan(day.year - 1, day.year)
    open_classes = _open_classes(user) if day >= timezone.localdate() else []
    of_year = _receipts(Batch.objects.visible_to(user).filter(ends_on__year=day.year), user)
    return LeaderReport(
        area=area_of(user),
        day=day,
        plan=plan_by_year(classes),
        person_times={row["batch__ends_on__year"]: row["n"] for row in closed},
        running=sum(batch.starts_on <= day <= batch.ends_on for batch in open_classes),
        held=held_by(day, user),
        before=held_by(same_day_last_year(day), user),
        classes=attendance_by_class(classes.held()),
        units_of=lately,
        units=attendance_by_unit(classes_of(lately, user).held(), user=user),
        signed=Rate(sum(one.signed_at is not None for one in of_year), len(of_year)),
        waiting=waiting_on(day, open_classes, _receipts(open_classes, user)),
        coming=coming_after(day, open_classes),
    )


def same_day_last_year(day: date) -> date:
    """The 29th of February has none; the 28th stands for it."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def held_by(day: date, user: User) -> Held:
    batches = Batch.objects.visible_to(user).held().filter(ends_on__gte=date(day.year, 1, 1), ends_on__lte=day)
    totals = came(batches).aggregate(**COUNTED)
    n = batches.aggregate(classes=Count("pk"), sessions=Count("training_session", distinct=True))
    return Held(
        sessions=n["sessions"],
        classes=n["classes"],
        person_times=totals["person_times"],
        headcount=totals["headcount"],
        came=Rate(totals["person_times"], places_in(batches).count()),
        attendance=attendance_of(batches),
    )


def area_of(user: User) -> str:
    """The name of the first and highest unit whose figures the user reads."""
    unit = OrgUnit.objects.filter(user.scope.reach("path", ROLES.who("read_figures"))).order_by("depth", "path").first()
    return unit.name if unit else ""


def _open_classes(user: User) -> list[Batch]:
    classes = Batch.objects.visible_to(user).filter(state=BatchState.NOTIFIED)
    return list(classes.select_related("organiser", "training_session").order_by("starts_on", "code"))


def _receipts(batches: Iterable[Batch], user: User) -> list[NoticeReceipt]:
    """Of the notices of these classes, the copies of the units in the user's reach, in unit order."""
    within = user.scope.reach("unit__path", ROLES.who("read_figures"))
    found: QuerySet[NoticeReceipt] = NoticeReceipt.objects.filter(within, notice__batch__in=batches)
    return list(found.select_related("unit", "notice").order_by("unit__path"))


def waiting_on(day: date, batches: Sequence[Batch], receipts: Sequence[NoticeReceipt]) -> list[Waiting]:
    """What has waited longest comes first."""
    found = []
    for batch in batches:
        own = [one for one in receipts if one.notice.batch_id == batch.pk]
        found += _not_signed(day, batch, own)
        if batch.ends_on < day:
            found.append(
                Waiting(_("not closed"), label_of(batch), (batch.organiser.short_name,), (day - batch.ends_on).days)
            )
    return sorted(found, key=lambda one: -one.days)


def _not_signed(day: date, batch: Batch, receipts: Sequence[NoticeReceipt]) -> list[Waiting]:
    silent = tuple(one.unit.short_name for one in receipts if one.signed_at is None)
    if not silent or batch.starts_on <= day:
        return []
    return [
        Waiting(
            _("notice not signed for"),
            label_of(batch),
            silent,
            (day - timezone.localdate(receipts[0].notice.issued_at)).days,
        )
    ]


def coming_after(day: date, batches: Sequence[Batch]) -> list[Coming]:
    """Last days to reply and first days of classes, in the month ahead."""
    notices = Notice.objects.filter(batch__in=batches)
    until = {notice.batch_id: notice.reply_by for notice in notices}
    found = [Coming(_("begins"), label_of(batch), batch.starts_on) for batch in batches]
    found += [
        Coming(_("last day to reply"), label_of(batch), until[batch.pk]) for batch in batches if batch.pk in until
    ]
    ahead = [one for one in found if day < one.day <= day + AHEAD]
    return sorted(ahead, key=lambda one: (one.day, one.name))[:MOST_DAYS]
