"""Who has a place in a class sets up none of its examinations, nor, until these are over, the papers they use."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.models import Enrolment
from common.errors import NotAllowed
from exams.models import Paper
from exams.selectors import has_place_in, will_sit
from people.models import User
from training.models import Batch

OWN_EXAM = gettext_lazy(
    "You have a place in this class. Another officer or grader sets up and changes its examinations."
)
OWN_PAPER = gettext_lazy(
    "You have a place in a class that is examined with this paper. Until that is over, another officer or grader looks "
    "after the paper."
)


def refuse_own_exam(by: User, *batches: int | None) -> None:
    if any(has_place_in(by, batch) for batch in set(batches)):
        raise NotAllowed(OWN_EXAM, code="own_exam")


def refuse_own_paper(by: User, paper: Paper) -> None:
    if will_sit(by, paper):
        raise NotAllowed(OWN_PAPER, code="own_exam")


def refuse_staff_of_the_class(batch: Batch | None, staff: Collection[User]) -> None:
    """Nobody oversees or marks what they sit themselves."""
    people = {user.person_id: user for user in staff if user.person_id}
    if batch is None or not people:
        return
    places = Enrolment.objects.active().filter(batch=batch)
    own = places.filter(Q(person__in=people) | Q(person__merged_into__in=people)).select_related("person").first()
    if own:
        user = people.get(own.person_id) or people[own.person.merged_into_id]
        text = _("%(name)s has a place in this class and does not oversee or mark its examinations.")
        raise NotAllowed(text % {"name": user}, code="own_exam")
