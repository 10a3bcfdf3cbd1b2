"""What a half-day counts, and how certificates are numbered. What is posted and issued stays as it is."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Facts, NotAllowed, check_row, refuse_other, require_reason
from people.models import User
from people.trail import audit
from records.models import CertificateNumbering, CertificateSeries, HourRule, SkippedSerials
from training.choices import BatchState
from training.models import Batch

DAY = timedelta(days=1)


@transaction.atomic
def set_hour_rule(
    *, valid_from: date, half_day_hours: Decimal, evening_hours: Decimal, note: str, by: User | None, seen: str = ""
) -> HourRule:
    """A half-day counts this much from a day on; the rule before it ends the day before. Never for classes that are
    closed: their hours are posted."""
    rules = list(HourRule.objects.select_for_update().order_by("valid_from"))
    refuse_other(seen, standing_rules(rules))
    _refuse_closed(Batch.objects.filter(ends_on__gte=valid_from))
    rule = next((rule for rule in rules if rule.valid_from == valid_from), HourRule(valid_from=valid_from))
    later = next((other for other in rules if other.valid_from > valid_from), None)
    rule.half_day_hours, rule.evening_hours, rule.note = half_day_hours, evening_hours, note
    rule.valid_to = later.valid_from - DAY if later else None
    check_row(rule)
    rule.save()
    HourRule.objects.filter(pk__in=[other.pk for other in rules if _reaches(other, valid_from)]).update(
        valid_to=valid_from - DAY
    )
    data = {"from": valid_from.isoformat(), "half_day": f"{half_day_hours:.2f}", "evening": f"{evening_hours:.2f}"}
    audit.record(rule, "records.set_hour_rule", by=by, data=data)
    return rule


def standing_rules(rules: Iterable[HourRule]) -> Facts:
    return {"rules": [(f"{rule.valid_from}", f"{rule.half_day_hours:f}", f"{rule.evening_hours:f}") for rule in rules]}


def _reaches(rule: HourRule, day: date) -> bool:
    return rule.valid_from < day and (rule.valid_to is None or rule.valid_to >= day)


def _refuse_closed(batches: QuerySet[Batch]) -> None:
    closed = batches.filter(state=BatchState.CLOSED).order_by("-ends_on").first()
    if closed:
        text = _("“%(title)s”, until %(day)s, is closed and its hours are posted. Choose a day after it.")
        raise NotAllowed(text % {"title": closed.title, "day": f"{closed.ends_on:%Y-%m-%d}"}, code="closed_class")


@transaction.atomic
def withdraw_hour_rule(*, rule: HourRule, by: User) -> None:
    """Take back a rule no class was closed under; the one before it goes on in its place."""
    rules = list(HourRule.objects.select_for_update().order_by("valid_from"))
    before = [other for other in rules if other.valid_from < rule.valid_from]
    if not before:
        raise NotAllowed(_("This is the first rule. Set another one instead."), code="first_rule")
    under = Batch.objects.filter(ends_on__gte=rule.valid_from)
    _refuse_closed(under.filter(starts_on__lte=rule.valid_to) if rule.valid_to else under)
    audit.record(rule, "records.withdraw_hour_rule", by=by, data={"from": rule.valid_from.isoformat()})
    rule.delete()
    before[-1].valid_to = rule.valid_to
    before[-1].save(update_fields=["valid_to"])


@transaction.atomic
def set_certificate_numbering(
    *, pattern: str, digits: int, serial: int, by: User | None, reason: str = ""
) -> CertificateNumbering:
    """From now on numbers look like this, and the next one of this year is `serial`: paper certificates of the year
    may have used up the ones before it. Numbers left out are kept with the `reason`."""
    year = timezone.localdate().year
    CertificateSeries.objects.get_or_create(year=year)
    series = CertificateSeries.objects.select_for_update().get(year=year)
    if serial <= series.last_serial:
        text = _("%(n)d certificates of this year are numbered already; the next number is %(next)d or higher.")
        raise NotAllowed(text % {"n": series.last_serial, "next": series.last_serial + 1}, code="serial_taken")
    numbering = CertificateNumbering(pattern=pattern.strip(), digits=digits, set_by=by)
    check_row(numbering)
    numbering.save()
    if serial > series.last_serial + 1:
        _skip_to(series, serial, reason, by)
    data = {"pattern": numbering.pattern, "digits": digits, "next": serial}
    audit.record(numbering, "records.set_certificate_numbering", by=by, reason=reason.strip(), data=data)
    return numbering


def _skip_to(series: CertificateSeries, serial: int, reason: str, by: User | None) -> None:
    values = {"first": series.last_serial + 1, "last": serial - 1}
    text = _("Say why the numbers %(first)d to %(last)d are left out; the reason is kept.")
    reason = require_reason(reason, text % values)
    SkippedSerials(year=series.year, reason=reason, decided_by=by, **values).save()
    series.last_serial = serial - 1
    series.save(update_fields=["last_serial"])
