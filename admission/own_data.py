"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from admission.models import ArrivalDetails, Enrolment, Nomination
from people.models import Person, one_person


def own_data(person: Person) -> list[OwnTable]:
    return [nominations(person), places(person), arrivals(person)]


def nominations(person):
    rows = Nomination.objects.filter(one_person(person.pk)).select_related("batch", "unit").order_by("pk")
    return OwnTable(
        _("Nominations"),
        [_("Class"), _("Unit"), _("Status"), _("Reason")],
        [(row.batch.title, row.unit.name, row.get_status_display(), row.reason) for row in rows],
    )


def places(person):
    rows = Enrolment.objects.filter(one_person(person.pk)).select_related("batch").order_by("pk")
    return OwnTable(
        _("Classes"),
        [_("Class"), _("From"), _("To"), _("Status"), _("Unit at the time"), _("Post at the time")],
        [
            (row.batch.title, row.batch.starts_on, row.batch.ends_on, row.get_status_display(), row.unit_name, row.post)
            for row in rows
        ],
    )


def arrivals(person):
    rows = ArrivalDetails.objects.filter(one_person(person.pk, "enrolment__person")).select_related("enrolment__batch")
    return OwnTable(
        _("Arrival details"),
        [_("Class"), _("Stays overnight"), _("Diet"), _("About the diet"), _("Vehicle plate"), _("Note")],
        [
            (
                row.enrolment.batch.title,
                _("Yes") if row.stays_overnight else _("No"),
                row.get_diet_display(),
                row.diet_note,
                row.plate,
                row.note,
            )
            for row in rows.order_by("pk")
        ],
    )
