"""Nobody is in two classes in one half-day without a training officer saying why."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from admission.models import Enrolment
from admission.overlaps import Overlap, find_overlaps
from common.errors import NotAllowed
from people.models import Person, User
from training.choices import StaffRole
from training.models import Batch, BatchStaff, ClassMeeting

NAMED = 5


def overlaps_of(
    batch: Batch, people: Iterable[Person], meetings: Iterable[ClassMeeting] | None = None
) -> dict[int, list[Overlap]]:
    """`find_overlaps` for people who are locked first: whoever admits one of them to another class at the same moment
    waits, and then sees this place."""
    people = list(people)
    ids = [person.pk for person in people]
    # In one order, so that two officers never wait for each other; rows that refer to the person are not held up.
    list(Person.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return find_overlaps(batch, people, meetings)


def about_overlaps(found: list[Overlap]) -> str:
    """What is said of one person: the first of the half-days, and how many more there are."""
    first, *more = found
    rest = _("(%(n)d more half-days)") % {"n": len(more)}
    return f"{first} {rest}" if more else f"{first}"


def refuse_overlaps(
    batch: Batch,
    people: Iterable[Person],
    reason: str,
    by: User,
    meetings: Iterable[ClassMeeting] | None = None,
) -> dict[int, str]:
    """Refuse when somebody would be in two classes at once, unless a training officer gives a reason. Returns the reason
    to keep for each whom it was needed for, by person."""
    found = overlaps_of(batch, people, meetings)
    if not found:
        return {}
    told = " ".join(about_overlaps(half_days) for half_days in list(found.values())[:NAMED])
    if len(found) > NAMED:
        told += " " + _("And %(n)d more people.") % {"n": len(found) - NAMED}
    if not by.has_perm("admission.allow_overlap", batch):
        raise NotAllowed(told + " " + _("Choose somebody else, or ask the training office."), code="overlap")
    if not reason.strip():
        text = _("Leave it, or say why they are to be in both; the reason is kept.")
        raise NotAllowed(told + " " + text, code="overlap")
    return dict.fromkeys(found, reason.strip())


def refuse_overlaps_of_class(batch: Batch, meeting: ClassMeeting, reason: str, by: User) -> bool:
    """The same for a half-day the class is to get; whether the reason was needed."""
    trainees = Person.objects.filter(enrolments__in=Enrolment.objects.active().filter(batch=batch))
    return bool(refuse_overlaps(batch, trainees, reason, by, [meeting]))


def teachers_among(batch: Batch, people: Iterable[Person]) -> dict[int, str]:
    """A sentence for each of these people who is the class teacher of the class. A monitor is one of its trainees."""
    staff = BatchStaff.objects.filter(
        batch=batch, role=StaffRole.CLASS_TEACHER, user__person__in=[person.pk for person in people]
    )
    text = _("%(name)s is the class teacher of this class and cannot be its trainee.")
    names = staff.values_list("user__person", "user__person__name")
    return {pk: text % {"name": name} for pk, name in names}


def refuse_teachers(batch: Batch, people: Iterable[Person]) -> None:
    if sentences := teachers_among(batch, people):
        raise NotAllowed(" ".join(sentences.values()), code="class_teacher")
