"""Courses over HTTP: the catalogue, the pages below /courses/, the verbs below /learn/, the editor's limits."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from courses.models import Course, CourseEnrolment, Lesson, LessonProgress
from courses.services.learning import enrol_in_course
from courses.wagtail_hooks import my_courses, refuse_to_publish
from people.choices import Role, Track
from tests.factories.courses import (
    CourseEnrolmentFactory,
    CourseFactory,
    LessonFactory,
    LessonProgressFactory,
    completed,
    course_with_lessons,
    learner,
    lessons_of,
    question,
)
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, user_with_role
from tests.factories.questions import KnowledgePointFactory
from tests.support.rights import BACKEND
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return learner()


@pytest.fixture
def client(user):
    return signed_in(user)


def address(name, **kwargs):
    return reverse(f"courses:{name}", kwargs=kwargs)


def page_text(answer):
    return answer.content.decode()


def titles(answer):
    return re.findall(r'<h2><a href="[^"]*">([^<]*)</a></h2>', page_text(answer))


def statements(client, path):
    """How many a page takes once the caches that outlive a request are warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as log:
        assert client.get(path).status_code == 200
    return len(log)


# the catalogue


def test_the_catalogue_lists_published_courses_by_code(client):
    CourseFactory(title="乙", code="B")
    CourseFactory(title="甲", code="A")
    CourseFactory(title="草稿", live=False)

    assert titles(client.get(address("course_list"))) == ["甲", "乙"]


def test_the_catalogue_is_filtered_by_words_audience_and_knowledge_point(client):
    point = KnowledgePointFactory(name="网络与信息安全")
    CourseFactory(title="电子公文交换实务", code="A", tracks=[Track.STAFF])
    CourseFactory(title="数据备份与应急恢复", code="B", tracks=[Track.TECHNICIAN], knowledge_points=[point])

    queries = ({"q": "公文"}, {"q": "信息安全"}, {"track": "technician"}, {"about": point.pk}, {"q": "没有的"})
    found = [titles(client.get(address("course_list"), query)) for query in queries]
    assert found == [
        ["电子公文交换实务"],
        ["数据备份与应急恢复"],
        ["数据备份与应急恢复"],
        ["数据备份与应急恢复"],
        [],
    ]


def test_the_answers_of_a_self_check_are_not_searched_for(client):
    LessonFactory(questions=[question(stem="独一无二的题干")])

    assert list(Page.objects.live().search("独一无二的题干")) == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_catalogue_takes_as_many_statements_for_one_course_as_for_three(client, user, n):
    for _turn in range(n):
        CourseEnrolmentFactory(person=user.person, course=course_with_lessons(1))

    assert statements(client, address("course_list")) == 8


@pytest.mark.parametrize("n", [1, 3])
def test_my_courses_take_as_many_statements_for_one_course_as_for_three(client, user, n):
    for _turn in range(n):
        CourseEnrolmentFactory(person=user.person, course=course_with_lessons(2))

    assert statements(client, address("enrolment_list")) == 8


def done(enrolment, lesson):
    now = timezone.now()
    LessonProgressFactory(enrolment=enrolment, lesson=lesson, first_read_at=now, completed_at=now)


def test_my_courses_name_the_next_lesson_and_count_the_year(client, user):
    course = course_with_lessons(2)
    enrolment = CourseEnrolmentFactory(person=user.person, course=course)
    first, second = lessons_of(course)
    done(enrolment, first)
    completed(user, CourseFactory(credit_hours=4))
    long_ago = completed(user, CourseFactory(credit_hours=8))
    CourseEnrolment.objects.filter(pk=long_ago.pk).update(
        started_at=long_ago.started_at - timedelta(days=800), completed_at=long_ago.completed_at - timedelta(days=800)
    )

    context = client.get(address("enrolment_list")).context
    figures = context["figures"]
    assert [row.next_lesson for row in context["object_list"]] == [second.title, None, None]
    assert (figures.under_way, figures.completed, figures.hours) == (1, 1, 4)


def test_a_course_page_leads_with_the_next_lesson(client, user):
    course = course_with_lessons(2)
    offered = page_text(client.get(course.url))
    enrolment = CourseEnrolmentFactory(person=user.person, course=course)
    first, second = lessons_of(course)
    done(enrolment, first)
    text = page_text(client.get(course.url))

    assert (address("course_enrol", code=course.code) in offered, "下一课" in offered) == (True, False)
    assert text.index(f"下一课：{second.title}") < text.index(f">{first.title}</a>")


def test_my_courses_are_mine(client, user):
    own = CourseEnrolmentFactory(person=user.person)
    CourseEnrolmentFactory()

    assert list(client.get(address("enrolment_list")).context["object_list"]) == [own]


def test_a_course_withdrawn_since_stays_in_my_courses_without_a_link(client, user):
    enrolment = CourseEnrolmentFactory(person=user.person)
    Course.objects.filter(pk=enrolment.course_id).update(live=False)

    text = page_text(client.get(address("enrolment_list")))
    assert (enrolment.title in text, enrolment.course.slug in text) == (True, False)


# the pages


def test_pages_of_courses_ask_to_sign_in():
    lesson = LessonFactory()

    for page in (lesson.get_parent(), lesson.get_parent().get_parent(), lesson):
        answer = Client().get(page.url)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={page.url}")


def test_the_course_index_leads_to_the_catalogue(client):
    CourseFactory()

    assert client.get("/courses/")["Location"] == address("course_list")


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("n", [1, 3])
def test_a_course_page_takes_as_many_statements_for_one_lesson_as_for_three(client, user, n, taken):
    """Ten are the course's; the frame of the page, session and menu included, takes the others."""
    course = course_with_lessons(
        n,
        knowledge_points=KnowledgePointFactory.create_batch(n),
        prerequisites=CourseFactory.create_batch(n),
    )
    if taken:
        CourseEnrolmentFactory(person=user.person, course=course)

    assert statements(client, course.url) == 13


@pytest.mark.parametrize("n", [1, 3])
def test_a_lesson_page_takes_as_many_statements_among_one_as_among_three(client, user, n):
    course = course_with_lessons(n)
    CourseEnrolmentFactory(person=user.person, course=course)

    assert statements(client, lessons_of(course)[0].url) == 12


def test_pages_have_one_heading_of_the_first_order(client, user):
    enrolment = CourseEnrolmentFactory(person=user.person)
    body = [{"type": "heading", "value": "一、标题"}, {"type": "callout", "value": {"kind": "tip", "text": "提示"}}]
    lesson = LessonFactory(course=enrolment.course, body=body, questions=[question()])

    pages = (enrolment.course.url, lesson.url, address("course_list"), address("enrolment_list"), reverse("me"))
    assert [page_text(client.get(page)).count("<h1") for page in pages] == [1] * 5


def test_a_draft_and_what_is_below_a_withdrawn_course_are_not_found(client):
    lesson = LessonFactory()
    draft = LessonFactory(course=lesson.get_parent().specific, live=False)
    Course.objects.filter(pk=LessonFactory().get_parent().pk).update(live=False)
    withdrawn = Lesson.objects.last()

    assert [client.get(page.url).status_code for page in (lesson, draft, withdrawn)] == [200, 404, 404]


def test_a_course_page_shows_ones_own_progress(client, user):
    course = course_with_lessons(2)
    first, _second = lessons_of(course)
    enrolment = CourseEnrolmentFactory(person=user.person, course=course)
    LessonProgressFactory(enrolment=enrolment, lesson=first)
    LessonProgressFactory(enrolment=CourseEnrolmentFactory(course=course), lesson=lessons_of(course)[1])

    outline = client.get(course.url).context["outline"]
    read = [lesson.own_read_at is not None for lesson in outline.lessons]
    assert (outline.is_taken, outline.done, outline.next_lesson.pk, read) == (True, 0, first.pk, [True, False])


def test_opening_a_lesson_marks_it_read_for_those_who_take_the_course(client, user):
    lesson = LessonFactory()
    client.get(lesson.url)
    before = LessonProgress.objects.count()
    CourseEnrolmentFactory(person=user.person, course=lesson.get_parent().specific)

    client.head(lesson.url)
    client.get(lesson.url)

    assert (before, LessonProgress.objects.get().enrolment.person) == (0, user.person)


def test_an_account_without_a_person_reads_and_is_offered_nothing(client):
    course = course_with_lessons(1)
    reader = signed_in(UserFactory())

    texts = [page_text(reader.get(page.url)) for page in (course, lessons_of(course)[0])]
    assert [address("course_enrol", code=course.code) in text for text in texts] == [False, False]


def test_upper_apps_fill_a_slot_of_the_course_page(client):
    course = CourseFactory()

    with hooks.register_temporarily("course_page_panels", lambda request, course: f"[panel of {course.code}]"):
        text = page_text(client.get(course.url))

    assert f"[panel of {course.code}]" in text


def test_a_preview_shows_course_and_lesson_without_a_reader(rf, user):
    lesson = LessonFactory(body=[{"type": "heading", "value": "一、标题"}], questions=[question()])

    for page in (lesson, lesson.get_parent().specific):
        answer = page.make_preview_request(preview_mode=page.default_preview_mode)
        assert (answer.status_code, page.title in answer.render().content.decode()) == (200, True)


# taking a course


def test_one_takes_a_course_and_is_led_on_to_its_first_lesson(client, user):
    course = course_with_lessons(2)

    answer = client.post(address("course_enrol", code=course.code))

    assert (answer["Location"], CourseEnrolment.objects.get().person) == (course.url, user.person)
    assert client.get(address("course_continue", code=course.code))["Location"] == lessons_of(course)[0].url


def test_who_has_done_all_lessons_is_led_to_the_course(client, user):
    course = CourseFactory()
    completed(user, course)

    assert client.get(address("course_continue", code=course.code))["Location"] == course.url


def test_a_refusal_to_take_a_course_is_said_on_its_page(client):
    course = CourseFactory(prerequisites=[CourseFactory(title="先修课程")])

    answer = client.post(address("course_enrol", code=course.code), follow=True)

    messages = [str(message) for message in answer.context["messages"]]
    assert (len(messages), "《先修课程》" in messages[0], CourseEnrolment.objects.count()) == (1, True, 0)


def test_a_course_that_is_not_published_cannot_be_taken_by_its_code(client):
    CourseFactory(code="S01", live=False)

    assert client.post(address("course_enrol", code="S01")).status_code == 404


# the self-check


@pytest.fixture
def lesson(user):
    """A lesson of a course the user takes: one question of one right answer, one of two."""
    page = LessonFactory(questions=[question(right=(1,), stem="单选"), question(right=(0, 2), stem="多选")])
    enrol_in_course(person=user.person, course=page.get_parent().specific, by=user)
    return Lesson.objects.get(pk=page.pk)


def hand_in(client, lesson, *chosen):
    names = [f"question-{q.id}" for q in lesson.questions]
    data = {name: given for name, given in zip(names, chosen, strict=True) if given is not None}
    return client.post(address("lesson_complete", pk=lesson.pk), data)


def test_nothing_of_the_answers_is_sent_before_they_are_handed_in(client, lesson):
    text = page_text(client.get(lesson.url))

    told = ["解析" in text, "is_right" in text, "checked" in text]
    assert (told, text.count('type="radio"'), text.count('type="checkbox"')) == ([False] * 3, 3, 3)


def test_a_page_does_not_tell_options_apart_by_whether_they_are_right(client, lesson):
    text = page_text(client.get(lesson.url))
    inputs = re.findall(r"<input type=\"(?:radio|checkbox)\"[^>]*>", text)

    shapes = {re.sub(r'(value|id|name|aria-describedby)="[^"]*"', "", one) for one in inputs}
    assert {shape.split()[1] for shape in shapes} == {'type="radio"', 'type="checkbox"'}
    assert len(shapes) == 2


def test_each_answer_is_told_right_or_wrong_with_its_explanation(client, lesson):
    answer = hand_in(client, lesson, "1", ["0"])

    text = page_text(answer)
    verdicts = [verdict.is_right for verdict in answer.context["outcome"].verdicts]
    assert (answer.status_code, verdicts, "单选解析" in text, "多选解析" in text) == (200, [True, False], True, True)


def test_an_unanswered_question_keeps_what_was_chosen_and_completes_nothing(client, lesson):
    answer = hand_in(client, lesson, None, ["0", "2"])

    kept = page_text(answer).count("checked")
    assert (answer.status_code, kept, LessonProgress.objects.count()) == (422, 2, 0)
    assert "解析" not in page_text(answer)


def test_an_option_that_is_not_there_is_not_an_answer(client, lesson):
    assert (hand_in(client, lesson, "7", ["0"]).status_code, LessonProgress.objects.count()) == (422, 0)


def test_the_last_lesson_completes_the_course(client, lesson):
    hand_in(client, lesson, "0", ["1"])

    progress = LessonProgress.objects.get()
    assert (progress.self_check_right, progress.self_check_of) == (0, 2)
    assert CourseEnrolment.objects.completed().count() == 1


def test_the_address_of_the_result_leads_back_to_the_lesson(client, lesson):
    assert client.get(address("lesson_complete", pk=lesson.pk))["Location"] == lesson.url


def test_a_lesson_without_a_self_check_is_completed_by_a_button(client, user):
    lesson = LessonFactory()
    CourseEnrolmentFactory(person=user.person, course=lesson.get_parent().specific)

    answer = client.post(address("lesson_complete", pk=lesson.pk))

    assert (answer.status_code, LessonProgress.objects.get().completed_at is None) == (200, False)


def test_who_does_not_take_the_course_completes_none_of_its_lessons(client):
    assert client.post(address("lesson_complete", pk=LessonFactory().pk)).status_code == 403


# my page


def test_my_page_offers_what_is_under_way_and_what_fits_my_audience(client, user):
    CourseEnrolmentFactory(person=user.person, course=CourseFactory(title="学习中的课程"))
    completed(user, CourseFactory(title="学完的课程"))
    CourseFactory(title="可选的课程")
    CourseFactory(title="领导的课程", tracks=[Track.LEADER])

    text = page_text(client.get(reverse("me")))
    shown = [title in text for title in ("学习中的课程", "学完的课程", "可选的课程", "领导的课程")]
    assert shown == [True, False, True, False]


@pytest.mark.parametrize("n", [1, 3])
def test_the_panel_of_my_page_takes_as_many_statements_for_one_course_as_for_three(rf, user, n):
    for _turn in range(n):
        CourseEnrolmentFactory(person=user.person, course=course_with_lessons(2))
        CourseFactory()
    request = rf.get("/me/")
    request.user = user

    with CaptureQueriesContext(connection) as log:
        panel = my_courses(request)

    assert (len(log), panel.count("<progress")) == (4, n)


# the editor


@pytest.fixture
def editor():
    """Someone Wagtail lets do anything."""
    return signed_in(UserFactory(is_superuser=True, is_staff=True))


def explore(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


def test_pages_that_somebody_has_begun_are_not_deleted(editor):
    progress = LessonProgressFactory()
    course = progress.enrolment.course

    for page in (progress.lesson, course, course.get_parent()):
        answer = editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert answer["Location"] == explore(page)

    assert (Lesson.objects.count(), Course.objects.count()) == (1, 1)


def test_untouched_pages_are_deleted(editor):
    course = course_with_lessons(2)

    editor.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))

    assert (Lesson.objects.count(), Course.objects.count()) == (0, 0)


@pytest.mark.parametrize("verb", ["delete", "move"])
def test_a_bulk_action_spares_everything_when_one_page_has_been_begun(editor, verb):
    begun, other = LessonProgressFactory().enrolment.course, CourseFactory()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb])

    answer = editor.post(f"{bulk}?id={begun.pk}&id={other.pk}", {"chooser": begun.get_parent().pk})

    assert (answer["Location"], Course.objects.count()) == (explore(begun.get_parent()), 2)


def test_a_begun_lesson_does_not_move_to_another_course(editor):
    begun, untouched = LessonProgressFactory().lesson, LessonFactory()
    other = CourseFactory()
    move = "wagtailadmin_pages:move_confirm"

    editor.post(reverse(move, args=[begun.pk, other.pk]))
    editor.post(reverse(move, args=[untouched.pk, other.pk]))

    assert list(Lesson.objects.child_of(Course.objects.get(pk=other.pk))) == [untouched]


def test_courses_without_a_code_are_not_published_in_bulk(editor):
    course = CourseFactory(code=None, live=False)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = editor.post(f"{bulk}?id={course.pk}")

    assert (answer["Location"], Course.objects.live().count()) == (explore(course.get_parent()), 0)


@pytest.mark.parametrize(("code", "published"), [("", False), ("S09", True)])
def test_a_course_is_published_with_a_code_and_kept_as_a_draft_without(editor, code, published):
    course = CourseFactory(code=None, live=False)
    kept = {"title": course.title, "slug": course.slug, "training_type": "in_service", "credit_hours": "4"}
    edit = reverse("wagtailadmin_pages:edit", args=[course.pk])

    editor.post(edit, kept | {"code": code, "action-publish": "1"})

    assert Course.objects.get(pk=course.pk).live == published


def test_the_hook_stops_what_the_form_lets_through(rf, user):
    course = CourseFactory(code=None, live=False)
    request = rf.post("/")
    request.session = {}
    request._messages = FallbackStorage(request)

    answer = refuse_to_publish(request, course)

    assert (answer["Location"], len(request._messages)) == (reverse("wagtailadmin_pages:edit", args=[course.pk]), 1)


def test_a_draft_is_saved_without_a_code(editor):
    course = CourseFactory(code=None, live=False)
    kept = {"title": "新标题", "slug": course.slug, "training_type": "in_service", "credit_hours": "4", "code": ""}

    editor.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), kept)

    assert Course.objects.get(pk=course.pk).draft_title == "新标题"


@pytest.mark.parametrize(("role", "shown"), [(Role.HR, True), (Role.PARTNER, False)])
def test_a_persons_page_lists_courses_to_who_may_know_of_them(client, role, shown):
    unit = OrgUnitFactory()
    enrolment = CourseEnrolmentFactory(person=PersonFactory(unit=unit), title="公文写作")
    client.force_login(user_with_role(role, unit), backend=BACKEND)

    page = client.get(enrolment.person.get_absolute_url()).content.decode()

    assert ("公文写作" in page) == shown
