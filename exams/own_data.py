"""What this app keeps about one person. Papers and keys are not theirs; the answers they gave stay with the paper."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from exams.models import Attempt
from people.models import Person, one_person


def own_data(person: Person) -> list[OwnTable]:
    rows = Attempt.objects.filter(one_person(person.pk)).select_related("sitting").order_by("pk")
    headings = [_("Examination"), _("Attempt"), _("Started at"), _("Submitted at"), _("Score")]
    return [OwnTable(_("Examinations"), headings, [as_row(attempt) for attempt in rows])]


def as_row(attempt):
    score = attempt.score if attempt.sitting.shows_score else None
    return (str(attempt.sitting), attempt.number, attempt.started_at, attempt.submitted_at, score)
