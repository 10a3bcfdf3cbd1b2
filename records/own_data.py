"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from people.models import Person, one_person
from records.models import CreditEntry, ExamWaiver
from records.selectors import certificates_of


def own_data(person: Person) -> list[OwnTable]:
    entries = CreditEntry.objects.of(person.pk)
    waivers = ExamWaiver.objects.filter(one_person(person.pk, "enrolment__person")).select_related("enrolment__batch")
    certificates = certificates_of(person.pk).order_by("pk")
    return [
        OwnTable(
            _("Hours"),
            [_("Year"), _("Kind of hours"), _("Source"), _("Hours"), _("Days"), _("Reason")],
            [(row.year, row.get_bucket_display(), row.source, row.hours, row.days, row.reason) for row in entries],
        ),
        OwnTable(
            _("Exemption from the final examination"),
            [_("Class"), _("Exempt"), _("Reason"), _("Decided at")],
            [(row.enrolment.batch.title, row.granted, row.reason, row.recorded_at) for row in waivers],
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
