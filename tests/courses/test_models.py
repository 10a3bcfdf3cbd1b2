"""Courses, lessons and knowledge points, and who may know of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.datastructures import MultiValueDict

from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.models.blocks import QuestionBlock
from people.choices import Role, Track
from tests.factories.courses import (
    CourseEnrolmentFactory,
    CourseFactory,
    LessonFactory,
    LessonProgressFactory,
    course_with_lessons,
    learner,
    question,
)
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, twin_units, user_with_role
from tests.factories.questions import KnowledgePointFactory

pytestmark = pytest.mark.django_db


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()
    return True


def test_a_course_without_code_may_wait_as_a_draft_but_is_not_published():
    draft = CourseFactory(code=None, live=False)

    draft.live = True
    with pytest.raises(ValidationError) as refusal:
        draft.save()

    assert list(refusal.value.message_dict) == ["code"]


def test_drafts_without_code_do_not_stand_in_each_others_way():
    assert [CourseFactory(code=None, live=False).code for _turn in range(2)] == [None, None]


def test_a_code_belongs_to_one_course():
    CourseFactory(code="S01")

    with pytest.raises(ValidationError):
        CourseFactory(code="S01")


def test_a_copy_of_a_course_has_no_code():
    course = course_with_lessons(1, code="S01")

    copy = course.copy(update_attrs={"slug": "copy"}, recursive=True, keep_live=False)

    assert (copy.code, copy.live, copy.get_children().count()) == (None, False, 1)


def test_courses_are_found_by_audience():
    CourseFactory(title="甲", tracks=[Track.LEADER])
    CourseFactory(title="乙", tracks=[Track.LEADER, Track.STAFF])
    CourseFactory(title="丙", tracks=[])

    found = [[c.title for c in Course.objects.for_track(track).order_by("title")] for track in Track.values]
    assert found == [["乙", "甲"], ["乙"], []]


def test_a_knowledge_point_finds_the_courses_on_those_below_it():
    root = KnowledgePointFactory()
    below = KnowledgePointFactory(parent=root)
    course = CourseFactory(knowledge_points=[below, root])
    CourseFactory(knowledge_points=[KnowledgePointFactory()])

    assert (list(Course.objects.about(root)), list(Course.objects.about(below))) == ([course], [course])


def test_published_courses_are_visible_after_sign_in():
    course = CourseFactory()
    CourseFactory(live=False)

    seen = [list(Course.objects.visible_to(user)) for user in (UserFactory(), AnonymousUser())]
    assert seen == [[course], []]


def test_a_course_requires_others_at_any_distance():
    first = CourseFactory()
    second = CourseFactory(prerequisites=[first])
    third = CourseFactory(prerequisites=[second])

    assert (third.requires(first), first.requires(third), first.requires(first)) == (True, False, False)


def form_errors(course, prerequisites):
    """What the editor's form says to these prerequisites."""
    kept = ("title", "slug", "code", "training_type", "credit_hours")
    data = MultiValueDict({name: [getattr(course, name)] for name in kept})
    data.setlist("prerequisites", [c.pk for c in prerequisites])
    form_class = Course.get_edit_handler().get_form_class()
    form = form_class(data, instance=course, parent_page=course.get_parent(), for_user=UserFactory())
    return sorted(form.errors)


def test_courses_do_not_require_each_other_in_a_circle():
    first = CourseFactory()
    second = CourseFactory(prerequisites=[first])

    outcome = [form_errors(first, [first]), form_errors(first, [second]), form_errors(second, [first])]
    assert outcome == [["prerequisites"], ["prerequisites"], []]


def test_a_question_keeps_its_right_options():
    lesson = Lesson.objects.get(pk=LessonFactory(questions=[question(right=(0, 2)), question(right=(1,))]).pk)

    assert [(q.kind.code, q.item["key"], len(q.item["options"])) for q in lesson.questions] == [
        ("multiple", [0, 2], 3),
        ("single", [1], 3),
    ]


def test_a_question_without_a_right_option_is_not_saved():
    block = QuestionBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python(question(right=())["value"]))


def test_people_see_their_own_enrolments_and_officers_those_of_their_units():
    unit, twin = twin_units()
    inside, outside = learner(unit=unit), learner(unit=twin)
    rows = [CourseEnrolmentFactory(person=user.person) for user in (inside, outside)]
    readers = [
        inside,
        user_with_role(Role.HR, unit),
        user_with_role(Role.TRAINING_OFFICER),
        user_with_role(Role.LIAISON, unit),
    ]

    seen = [list(CourseEnrolment.objects.visible_to(reader).order_by("pk")) for reader in readers]
    assert seen == [rows[:1], rows[:1], rows, []]


def test_who_moves_takes_their_enrolments_out_of_the_old_units_sight():
    unit = OrgUnitFactory()
    enrolment = CourseEnrolmentFactory(person=PersonFactory(unit=unit))
    enrolment.person.postings.update(ended_on="2026-01-01")

    assert list(CourseEnrolment.objects.visible_to(user_with_role(Role.HR, unit))) == []


def test_a_person_takes_a_course_once_and_a_lesson_has_one_progress():
    progress = LessonProgressFactory()
    enrolment = progress.enrolment
    again = {"person": enrolment.person, "course": enrolment.course}

    outcome = (
        refused(lambda: CourseEnrolmentFactory(**again)),
        refused(lambda: LessonProgressFactory(enrolment=enrolment, lesson=progress.lesson)),
        refused(lambda: LessonProgressFactory(self_check_right=3, self_check_of=2)),
    )
    assert outcome == (True, True, True)


def test_what_has_been_learned_protects_its_pages():
    progress = LessonProgressFactory()

    for page in (progress.lesson, progress.enrolment.course):
        with pytest.raises(ProtectedError), transaction.atomic():
            type(page).objects.filter(pk=page.pk).delete()

    assert (LessonProgress.objects.count(), Lesson.objects.count()) == (1, 1)
