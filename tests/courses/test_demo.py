"""The demo city's courses."""

from django.db.models import Count, F, Q
from wagtail.models import Page

from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.selectors import enrolments_for_list, missing_prerequisites
from people.choices import Role, Track
from people.models import User
from questions.models import KnowledgePoint
from tests.factories.training import at
from tests.support.demo import DAY


def test_nine_courses_of_four_lessons_are_published(city):
    codes = list(Course.objects.live().order_by("code").values_list("code", flat=True))
    sizes = set(Course.objects.values_list("numchild", flat=True))

    assert codes == [f"{tier}0{n}" for tier in "LST" for n in (1, 2, 3)]
    assert (sizes, Lesson.objects.live().count(), Page.find_problems()) == ({4}, 36, ([], [], [], [], []))


def test_each_audience_has_three_courses(city):
    assert [Course.objects.for_track(track).count() for track in Track.values] == [3, 3, 3]


def test_every_lesson_has_text_and_three_questions_with_an_answer(city):
    shapes = {
        (bool(len(lesson.body)), len(lesson.questions), all(q.item["key"] for q in lesson.questions))
        for lesson in Lesson.objects.all()
    }
    assert shapes == {(True, 3, True)}


def test_every_knowledge_point_is_taught_but_reading_passages(city):
    taught = KnowledgePoint.objects.filter(courses__isnull=False).distinct()
    others = KnowledgePoint.objects.exclude(pk__in=taught.values("pk"))

    assert (taught.count(), [point.name for point in others]) == (8, ["材料分析"])


def test_the_trainee_has_one_course_half_done_and_one_completed(city):
    trainee = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.TRAINEE))

    own = enrolments_for_list(CourseEnrolment.objects.of(trainee.person_id)).order_by("code")
    assert [(e.code, e.completed_at is not None, e.lessons_done, e.lesson_count) for e in own] == [
        ("S01", True, 4, 4),
        ("S02", False, 2, 4),
    ]


def test_forty_people_learn_and_what_is_completed_is_done(city):
    done = Count("progress", filter=Q(progress__completed_at__isnull=False))
    rows = CourseEnrolment.objects.annotate(done=done)
    wrong = rows.filter(Q(completed_at=None, done=4) | Q(completed_at__isnull=False) & ~Q(done=4))

    assert (rows.values("person").distinct().count(), wrong.count()) == (40, 0)


def test_nobody_learned_ahead_of_time_or_without_what_comes_first(city):
    ahead = LessonProgress.objects.filter(
        Q(completed_at__gt=at("08:00", DAY)) | Q(first_read_at__lt=F("enrolment__started_at"))
    )
    unprepared = [e for e in CourseEnrolment.objects.all() if missing_prerequisites(e.course, e.person)]

    assert (ahead.count(), unprepared) == (0, [])
