"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from partners.models import Appraisal, Exchange
from people.models import Person, one_person


def own_data(person: Person) -> list[OwnTable]:
    exchanges = Exchange.objects.filter(one_person(person.pk)).select_related("home_unit", "host_unit")
    appraisals = Appraisal.objects.filter(one_person(person.pk, "exchange__person")).select_related("exchange")
    headings = [_("Home unit"), _("Host unit"), _("Post at the host"), _("From"), _("To"), _("Status"), _("Reason")]
    return [
        OwnTable(_("Exchanges"), headings, [as_row(row) for row in exchanges]),
        OwnTable(
            _("Appraisals"),
            [_("Exchange"), _("Appraisal"), _("Grade")],
            [(str(row.exchange), row.get_stage_display(), row.get_grade_display()) for row in appraisals],
        ),
    ]


def as_row(row):
    return (
        row.home_unit.name,
        row.host_unit.name,
        row.host_post,
        row.starts_on,
        row.last_day,
        row.get_state_display(),
        row.end_reason,
    )
