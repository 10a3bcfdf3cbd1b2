"""Taking a course and working through its lessons."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page

from courses.choices import EnrolmentSource
from courses.models import Course, CourseEnrolment, CourseIndexPage, LessonProgress
from courses.services.catalogue import ensure_course_index
from courses.services.learning import complete_lesson, enrol_in_course, read_lesson
from people.choices import Role
from people.models import AuditEvent
from tests.factories.courses import (
    CourseFactory,
    LessonFactory,
    completed,
    course_with_lessons,
    learner,
    lessons_of,
    question,
)
from tests.factories.people import user_with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def enrolled(user, course):
    return enrol_in_course(person=user.person, course=course, by=user)


def done(enrolment, lesson, user, answers=()):
    return complete_lesson(enrolment=enrolment, lesson=lesson, answers=dict(answers), by=user)


def deeds():
    return sorted(AuditEvent.objects.filter(action__startswith="courses.").values_list("action", flat=True))


def test_an_enrolment_keeps_what_the_course_was_on_that_day():
    user, course = learner(), CourseFactory(title="电子公文交换实务", code="S01", credit_hours="4.5")
    enrolment = enrolled(user, course)

    Course.objects.filter(pk=course.pk).update(title="新名称", credit_hours=6)
    enrolment.refresh_from_db()

    kept = (enrolment.title, enrolment.code, str(enrolment.credit_hours), enrolment.source, deeds())
    assert kept == ("电子公文交换实务", "S01", "4.50", EnrolmentSource.SELF, ["courses.enrol"])


def test_taking_a_course_twice_is_taking_it_once():
    user, course = learner(), CourseFactory()

    assert (enrolled(user, course), CourseEnrolment.objects.count()) == (enrolled(user, course), 1)


def test_who_is_enrolled_by_somebody_else_was_assigned_the_course():
    officer = user_with_role(Role.TRAINING_OFFICER)

    enrolment = enrol_in_course(person=learner().person, course=CourseFactory(), by=officer)

    assert enrolment.source == EnrolmentSource.ASSIGNED


def test_a_course_that_is_not_published_is_not_taken():
    user, course = learner(), CourseFactory(live=False)

    code = refusal(enrol_in_course, person=user.person, course=course, by=user)
    assert (code, CourseEnrolment.objects.count()) == ("course_not_live", 0)


def test_the_refusal_names_what_has_to_be_completed_first():
    user, first = learner(), CourseFactory(title="先修课程甲")
    course = CourseFactory(prerequisites=[first, CourseFactory(title="先修课程乙")])
    completed(user, first)

    with pytest.raises(Exception, match="《先修课程乙》") as refused:
        enrolled(user, course)

    assert (refused.value.code, "甲" in str(refused.value)) == ("prerequisite_missing", False)


def test_completed_or_withdrawn_prerequisites_do_not_bind():
    user, first = learner(), CourseFactory()
    completed(user, first)
    course = CourseFactory(prerequisites=[first, CourseFactory(live=False)])

    assert enrolled(user, course).course == course


def test_a_lesson_is_first_read_once():
    user, course = learner(), course_with_lessons(1)
    enrolment, (lesson,) = enrolled(user, course), lessons_of(course)
    first = read_lesson(enrolment=enrolment, lesson=lesson, by=user)

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        again = read_lesson(enrolment=enrolment, lesson=lesson, by=user)

    assert (again.pk, again.first_read_at, again.completed_at) == (first.pk, first.first_read_at, None)


@pytest.fixture
def checked():
    """Somebody, and a lesson with one question of one answer and one of two."""
    user, course = learner(), CourseFactory()
    lesson = LessonFactory(course=course, questions=[question(right=(1,)), question(right=(0, 2))])
    lesson.refresh_from_db()
    return user, enrolled(user, course), lesson


def answers(lesson, *chosen):
    return zip([q.id for q in lesson.questions], chosen, strict=True)


@pytest.mark.parametrize(
    ("chosen", "right"), [(({1}, {0, 2}), 2), (({1}, {0}), 1), (({0}, {0, 1, 2}), 0), (({0, 1}, {2, 0}), 1)]
)
def test_a_self_check_counts_answers_that_are_wholly_right(checked, chosen, right):
    user, enrolment, lesson = checked

    outcome = done(enrolment, lesson, user, answers(lesson, *chosen))

    kept = (outcome.progress.self_check_right, outcome.progress.self_check_of, outcome.progress.completed_at is None)
    assert (kept, sum(v.is_right for v in outcome.verdicts)) == ((right, 2, False), right)


def test_a_self_check_is_handed_in_whole(checked):
    user, enrolment, lesson = checked
    ids = [q.id for q in lesson.questions]

    codes = [
        refusal(complete_lesson, enrolment=enrolment, lesson=lesson, answers=given, by=user)
        for given in ({}, {ids[0]: {1}}, {ids[0]: {1}, ids[1]: set()}, {"unknown": {1}})
    ]
    assert (codes, LessonProgress.objects.count()) == (["unanswered"] * 4, 0)


def test_a_self_check_may_be_repeated_and_the_last_result_is_kept(checked):
    user, enrolment, lesson = checked
    first = done(enrolment, lesson, user, answers(lesson, {0}, {0})).progress

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        again = done(enrolment, lesson, user, answers(lesson, {1}, {0, 2})).progress

    assert (again.pk, again.completed_at, again.self_check_right) == (first.pk, first.completed_at, 2)


def test_the_last_published_lesson_completes_the_course_once():
    user, course = learner(), course_with_lessons(2)
    LessonFactory(course=course, live=False)
    enrolment, (first, second, _draft) = enrolled(user, course), lessons_of(course)

    states = [done(enrolment, lesson, user).enrolment.completed_at for lesson in (first, first, second)]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        states.append(done(enrolment, second, user).enrolment.completed_at)

    assert (states[:2], states[2] is None, states[2] == states[3]) == ([None, None], False, True)
    assert deeds() == ["courses.complete", "courses.enrol"]


def test_a_lesson_added_later_does_not_undo_a_completed_course():
    user, course = learner(), course_with_lessons(1)
    enrolment = enrolled(user, course)
    done(enrolment, lessons_of(course)[0], user)

    done(enrolment, LessonFactory(course=course), user)

    assert CourseEnrolment.objects.completed().count() == 1


def test_lessons_are_done_by_oneself_in_ones_own_course_while_they_are_published():
    user, course = learner(), course_with_lessons(1)
    enrolment, (lesson,) = enrolled(user, course), lessons_of(course)
    other, draft = LessonFactory(), LessonFactory(course=course, live=False)

    codes = [
        refusal(read_lesson, enrolment=enrolment, lesson=lesson, by=learner()),
        refusal(read_lesson, enrolment=enrolment, lesson=other, by=user),
        refusal(read_lesson, enrolment=enrolment, lesson=draft, by=user),
    ]
    assert (codes, LessonProgress.objects.count()) == (["not_yours", "other_course", "lesson_not_live"], 0)


def test_a_withdrawn_course_is_not_gone_on_with():
    user, course = learner(), course_with_lessons(1)
    enrolment = enrolled(user, course)
    Course.objects.filter(pk=course.pk).update(live=False)

    enrolment.refresh_from_db()
    code = refusal(read_lesson, enrolment=enrolment, lesson=lessons_of(course)[0], by=user)
    assert code == "lesson_not_live"


def test_there_is_one_course_index_and_it_asks_to_sign_in():
    first, second = ensure_course_index(), ensure_course_index()

    restrictions = [r.restriction_type for r in first.get_view_restrictions()]
    assert (first, CourseIndexPage.objects.count(), restrictions) == (second, 1, ["login"])
    assert (first.get_url(), Page.find_problems()) == ("/courses/", ([], [], [], [], []))
