"""The demo city's courses: nine of them, three an audience, and about forty people who learn."""

import json
import random
import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from courses.choices import EnrolmentSource
from courses.models import Course, CourseEnrolment, CourseIndexPage, Lesson, LessonProgress
from courses.reading import reading_minutes
from courses.services.catalogue import ensure_course_index
from people.choices import Role, Track
from people.demo import OFFICE, City
from people.models import OrgUnit, Person, User
from people.trail import audit
from questions.demo import ensure_points
from questions.models import KnowledgePoint

CONTENT = Path(__file__).parent / "demo_content"
PROVIDERS = {"T": "HZ01"}
PREREQUISITES = {"S03": "S01", "T01": "T02"}
# Courses of an audience in the order their people took them, and how many people learn.
TAKEN = {Track.LEADER: ("L01", "L02"), Track.STAFF: ("S01", "S02"), Track.TECHNICIAN: ("T02", "T01")}
LEARNERS = {Track.LEADER: 10, Track.STAFF: 17, Track.TECHNICIAN: 12}
NAMESPACE = uuid.UUID("5d0c6f0e-3c52-4c1b-8d8e-6f2b0a9c7f11")


def load(city: City, by: User) -> None:
    courses = load_courses(lambda code: city.units[PROVIDERS.get(code[0], OFFICE)], at_noon(city, days_ago=300))
    load_learners(city, courses)
    audit.record(ensure_course_index(), "courses.load_demo", by=by)


def load_courses(provider_of: Callable[[str], OrgUnit], published_at: datetime) -> dict[str, Course]:
    """The nine courses with their lessons and knowledge points, by code; a real city may begin with them too."""
    index = ensure_course_index()
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(CONTENT.glob("*.json"))]
    points = ensure_points(dict.fromkeys(name for text in texts for name in text["knowledge_points"]))
    courses = {text["code"]: load_course(provider_of, index, text, points, published_at) for text in texts}
    for code, needed in PREREQUISITES.items():
        courses[code].prerequisites.set([courses[needed]])
        courses[code].save()
    return courses


def load_course(
    provider_of: Callable[[str], OrgUnit],
    index: CourseIndexPage,
    text: dict[str, Any],
    points: dict[str, KnowledgePoint],
    published_at: datetime,
) -> Course:
    course = Course(
        title=text["title"],
        slug=text["code"].lower(),
        code=text["code"],
        tracks=text["tracks"],
        training_type=text["training_type"],
        credit_hours=text["credit_hours"],
        summary=text["summary"],
        provider=provider_of(text["code"]),
        first_published_at=published_at,
        last_published_at=published_at,
    )
    course.knowledge_points.set([points[name] for name in text["knowledge_points"]])
    index.add_child(instance=course)
    for number, part in enumerate(text["lessons"], start=1):
        lesson = Lesson(
            title=part["title"],
            slug=str(number),
            body=json.dumps(part["body"]),
            self_check=json.dumps([question_block(text["code"], number, q) for q in part["self_check"]]),
            first_published_at=published_at,
            last_published_at=published_at,
        )
        lesson.minutes = reading_minutes(lesson.body)
        course.add_child(instance=lesson)
    return course


def question_block(code: str, number: int, question: dict[str, Any]) -> dict[str, Any]:
    """A question as its block keeps it; the same id at every load."""
    options = [{"text": text, "is_right": i in question["answer"]} for i, text in enumerate(question["options"])]
    return {
        "type": "question",
        "id": str(uuid.uuid5(NAMESPACE, f"{code}/{number}/{question['stem']}")),
        "value": {"stem": question["stem"], "options": options, "explanation": question["explanation"]},
    }


def load_learners(city: City, courses: dict[str, Course]) -> None:
    """Written as it would have happened; the services act now. Numbers of its own leave the city's untouched."""
    rng = random.Random(20060401)
    trainee = city.users[Role.TRAINEE].person
    lessons = {code: list(Lesson.objects.child_of(course).order_by("path")) for code, course in courses.items()}
    enrolments, progress = [], []

    def learn(person: Person, code: str, days_ago: int, done: int) -> None:
        enrolment, rows = course_record(city, rng, person, courses[code], lessons[code], days_ago, done)
        enrolments.append(enrolment)
        progress.extend(rows)

    learn(trainee, "S01", 90, len(lessons["S01"]))
    learn(trainee, "S02", 20, len(lessons["S02"]) // 2)
    for track, (first, second) in TAKEN.items():
        others = [posting.person for posting in city.people_on(track) if posting.person_id != trainee.pk]
        for person in rng.sample(others, LEARNERS[track]):
            done = rng.choice((1, 2, 3, 4, 4, 4))
            learn(person, first, rng.randrange(60, 200), done)
            if done == len(lessons[first]):
                learn(person, second, rng.randrange(10, 40), rng.randrange(len(lessons[second]) + 1))
    CourseEnrolment.objects.bulk_create(enrolments)
    for row in progress:
        row.enrolment = row.enrolment  # takes over the key the enrolment was just given
    LessonProgress.objects.bulk_create(progress)


def course_record(
    city: City, rng: random.Random, person: Person, course: Course, lessons: list[Lesson], days_ago: int, done: int
) -> tuple[CourseEnrolment, list[LessonProgress]]:
    """An enrolment begun so many days ago with the first lessons done, one each second day."""
    started = at_noon(city, days_ago)
    enrolment = CourseEnrolment(
        person=person,
        course=course,
        source=EnrolmentSource.SELF,
        title=course.title,
        code=course.code,
        credit_hours=course.credit_hours,
        started_at=started,
        completed_at=started + timedelta(days=2 * done) if done == len(lessons) else None,
    )
    rows = []
    for number, lesson in enumerate(lessons[:done], start=1):
        completed = started + timedelta(days=2 * number)
        questions = len(lesson.self_check)
        rows.append(
            LessonProgress(
                enrolment=enrolment,
                lesson=lesson,
                first_read_at=completed - timedelta(minutes=lesson.minutes),
                completed_at=completed,
                self_check_right=questions - rng.choice((0, 0, 0, 1, 1, 2)),
                self_check_of=questions,
            )
        )
    return enrolment, rows


def at_noon(city: City, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(city.day - timedelta(days=days_ago), time(12, 0)))
