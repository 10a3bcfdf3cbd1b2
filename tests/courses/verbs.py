"""The verbs of who learns."""

from courses.services.learning import enrol_in_course
from tests.factories.courses import LessonFactory, course_with_lessons, learner, lessons_of, question
from tests.support.verbs import Sent, verb


@verb("courses:course_enrol", 25)
def enrol(rows):
    return Sent(learner(), {"code": course_with_lessons(rows).code})


@verb("courses:lesson_complete", 31, answer=200)
def complete_lesson(rows):
    user, course = learner(), course_with_lessons(rows)
    lesson = LessonFactory(course=course, questions=[question() for _n in range(rows)])
    enrol_in_course(person=user.person, course=course, by=user)
    lesson = next(one for one in lessons_of(course) if one.pk == lesson.pk)
    return Sent(user, {"pk": lesson.pk}, {f"question-{q.id}": "0" for q in lesson.questions})
