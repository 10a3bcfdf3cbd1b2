"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from people.models import Person
from people.own_data import OwnTable
from records.models import CreditEntry
from records.selectors import certificates_of


def own_data(person: Person) -> list[OwnTable]:
    entries = CreditEntry.objects.of(person.pk)
    certificates = certificates_of(person.pk).order_by("pk")
    return [
        OwnTable(
            _("Hours"),
            [_("Year"), _("Kind of hours"), _("Source"), _("Hours"), _("Days"), _("Reason")],
            [(row.year, row.get_bucket_display(), row.source, row.hours, row.days, row.reason) for row in entries],
        ),
        OwnTable(
            _("Certificates"),
            [_("Certificate number"), _("Class"), _("Issued at"), _("Revoked at"), _("Verification code")],
            [
                (row.number, row.enrolment.batch.title, row.issued_at, row.revoked_at, row.shown_code)
                for row in certificates
            ],
        ),
    ]
