"""How long a lesson takes to read is worked out from its text."""

import json

import pytest
from django.urls import reverse

from courses.models import Lesson
from courses.reading import CHARACTERS_A_MINUTE, reading_minutes
from tests.factories.courses import LessonFactory
from tests.factories.people import UserFactory
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db

MINUTE = "字" * CHARACTERS_A_MINUTE


def lesson_with(*blocks):
    return LessonFactory(body=[{"type": kind, "value": value} for kind, value in blocks])


@pytest.mark.parametrize(
    ("blocks", "minutes"),
    [
        ([], 1),
        ([("heading", "一、标题")], 1),
        ([("paragraph", f"<p><b>{MINUTE}</b>　{MINUTE}</p>")], 2),
        ([("steps", [MINUTE, MINUTE]), ("checklist", [MINUTE])], 3),
        ([("callout", {"kind": "tip", "text": MINUTE}), ("code", MINUTE)], 3),
    ],
)
def test_the_length_of_every_text_counts_and_nothing_else(blocks, minutes):
    assert reading_minutes(lesson_with(*blocks).body) == minutes


def test_saving_a_lesson_in_the_editor_sets_its_reading_time():
    editor = signed_in(UserFactory(is_superuser=True, is_staff=True))
    lesson = lesson_with(("heading", "一、标题"))
    block = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "code"}
    data = {"title": "新课", "slug": lesson.slug, "self_check-count": "0", "action-publish": "1"}

    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = editor.post(edit, data | block | {"body-0-value": MINUTE * 4, "body-0-id": ""})

    saved = Lesson.objects.get(pk=lesson.pk)
    assert (answer.status_code, saved.title, saved.minutes) == (302, "新课", 4), json.dumps(saved.body.raw_data[:1])
