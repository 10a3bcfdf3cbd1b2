"""What this app keeps about one person."""

from django.utils.translation import gettext as _

from accounts.own_data import OwnTable
from courses.models import CourseEnrolment, LessonProgress
from people.models import Person, one_person


def own_data(person: Person) -> list[OwnTable]:
    courses = CourseEnrolment.objects.filter(one_person(person.pk)).values_list(
        "code", "title", "credit_hours", "started_at", "completed_at"
    )
    lessons = LessonProgress.objects.filter(one_person(person.pk, "enrolment__person")).values_list(
        "enrolment__title", "lesson__title", "first_read_at", "completed_at", "self_check_right", "self_check_of"
    )
    begun, done = _("Started at"), _("Completed at")
    return [
        OwnTable(_("Courses"), [_("Course code"), _("Course"), _("Credit hours"), begun, done], courses),
        OwnTable(
            _("Lessons"),
            [_("Course"), _("Lesson"), _("First read at"), done, _("Right answers"), _("Questions")],
            lessons,
        ),
    ]
