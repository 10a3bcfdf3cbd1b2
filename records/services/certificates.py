"""Certificates are numbered, issued and revoked; what one says never changes."""

import random
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services.second_person import attest
from admission.models import Enrolment
from admission.rules import is_own_place
from common.errors import NotAllowed, require_reason
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit
from records.codes import new_code
from records.completion import completions_in
from records.models import Certificate, CertificateSeries
from records.selectors import Earned, numbering_in_use
from records.services.ledger import locked_closed
from records.telling import of_late_certificate, of_revocation
from training.models import Batch

OWN_ISSUE = gettext_lazy("Nobody issues a certificate to themselves. Another officer does it.")
OWN_REVOCATION = gettext_lazy("Nobody revokes their own certificate. Another officer does it.")


@transaction.atomic
def issue_certificates(
    *, batch: Batch, by: User | None, at: datetime | None = None, rng: random.Random | None = None
) -> list[Certificate]:
    """Issue a certificate to everybody who completed a closed class and has none. `rng` is for the demo city."""
    batch = locked_closed(batch)
    having = set(Certificate.objects.filter(enrolment__batch=batch).values_list("enrolment", flat=True))
    rows = [row.earned for row in completions_in(batch) if row.is_complete and row.enrolment.pk not in having]
    if not rows:
        return []
    certificates = _issue(batch, rows, at or timezone.now(), rng)
    numbers = {"batch": batch.code, "certificates": len(rows), "first": certificates[0].number}
    audit.record(batch, "records.issue_certificates", by=by, data=numbers)
    return certificates


@transaction.atomic
def issue_certificate(*, enrolment: Enrolment, by: User, second: User | None = None) -> Certificate:
    """Issue a certificate after closing to somebody who completes the class only now: the result of a further sitting,
    or an exemption, came later. Issued already, it is the same certificate."""
    batch = locked_closed(enrolment.batch)
    place = Enrolment.objects.select_related("person").get(pk=enrolment.pk)
    existing = Certificate.objects.filter(enrolment=place).first()
    if existing and existing.revoked_at:
        text = _("Certificate %(number)s of this person was revoked; a place in a class has one certificate.")
        raise NotAllowed(text % {"number": existing.number}, code="revoked")
    if existing:
        return existing
    if is_own_place(by, place):
        raise NotAllowed(OWN_ISSUE, code="own_certificate")
    row = next((row for row in completions_in(batch) if row.enrolment.pk == place.pk), None)
    if row is None:
        raise NotAllowed(_("This place in the class has been given up."), code="not_enrolled")
    if not row.is_complete:
        text = _("There is no certificate for %(name)s: %(why)s.")
        raise NotAllowed(text % {"name": place.person.name, "why": row.why_not}, code="not_completed")
    data = attest(act="records.issue_certificate", by=by, second=second, target=place)
    [certificate] = _issue(batch, [row.earned], timezone.now(), None)
    data |= {"batch": batch.code, "number": certificate.number, "exam": row.exam.result.value}
    event = audit.record(certificate, "records.issue_certificate", by=by, data=data)
    tell(event, of_late_certificate(certificate))
    return certificate


def _issue(batch: Batch, rows: list[Earned], at: datetime, rng: random.Random | None) -> list[Certificate]:
    year = timezone.localdate(at).year
    first, numbering = _take_serials(year, len(rows)), numbering_in_use()
    certificates = [
        _certificate(batch, row, year, serial, numbering.number(year, serial), at, rng)
        for serial, row in enumerate(rows, start=first)
    ]
    _refuse_taken(certificates)
    return Certificate.objects.bulk_create(certificates)


def _take_serials(year: int, n: int) -> int:
    """The first of `n` numbers; the lock is held until they are written, and given back with them."""
    CertificateSeries.objects.get_or_create(year=year)
    series = CertificateSeries.objects.select_for_update().get(year=year)
    first = series.last_serial + 1
    series.last_serial += n
    series.save(update_fields=["last_serial"])
    return first


def _refuse_taken(certificates: list[Certificate]) -> None:
    """Another pattern may have given the same number earlier in the year."""
    numbers = [certificate.number for certificate in certificates]
    taken = Certificate.objects.filter(number__in=numbers).values_list("number", flat=True).first()
    if taken:
        text = _("Certificate number %(number)s is given out already. Change the pattern of the numbers first.")
        raise NotAllowed(text % {"number": taken}, code="number_taken")


def _certificate(
    batch: Batch, row: Earned, year: int, serial: int, number: str, at: datetime, rng: random.Random | None
) -> Certificate:
    certificate = Certificate(
        enrolment=row.enrolment,
        number=number,
        year=year,
        serial=serial,
        public_code=new_code(rng),
        content=_content(batch, row, at),
        issued_at=at,
    )
    certificate.mac = certificate.authentication_code()
    return certificate


def _content(batch: Batch, row: Earned, at: datetime) -> dict[str, Any]:
    return {
        "name": row.enrolment.person.name,
        "unit": row.enrolment.unit_name,
        "post": row.enrolment.post,
        "class_code": batch.code,
        "class_title": batch.title,
        "organiser": batch.organiser.name,
        "starts_on": batch.starts_on.isoformat(),
        "ends_on": batch.ends_on.isoformat(),
        "hours": f"{row.hours:.2f}",
        "days": f"{row.days:.2f}",
        "issued_on": timezone.localdate(at).isoformat(),
    }


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User, second: User | None = None) -> Certificate:
    """Declare a certificate void; number and content stay, and the public page says so."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if is_own_place(by, certificate.enrolment):
        raise NotAllowed(OWN_REVOCATION, code="own_certificate")
    if certificate.revoked_at:
        return certificate
    reason = require_reason(reason, _("Say why the certificate is revoked; the reason is kept."))
    data = attest(act="records.revoke_certificate", by=by, second=second, target=certificate)
    certificate.revoked_at = timezone.now()
    certificate.revoke_reason = reason
    certificate.save(update_fields=["revoked_at", "revoke_reason"])
    event = audit.record(certificate, "records.revoke_certificate", by=by, reason=reason, data=data)
    tell(event, of_revocation(certificate))
    return certificate


@transaction.atomic
def note_print(*, certificate: Certificate, sha256: str, by: User) -> None:
    """A paper was handed out; the digest of the first stays with the certificate."""
    Certificate.objects.filter(pk=certificate.pk, pdf_sha256="").update(pdf_sha256=sha256)
    audit.record(certificate, "records.print_certificate", by=by, data={"sha256": sha256})
