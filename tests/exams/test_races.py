"""Two presses of the same button at the same moment."""

import pytest

from exams.models import Attempt
from exams.services.attempts import submit_attempt
from exams.services.saving import Save, save_answers
from exams.services.sittings import cancel_sitting
from people.choices import Role
from tests.factories.exams import exam_of
from tests.factories.people import user_with_role
from tests.training.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_twenty_starts_make_one_attempt():
    exam = exam_of("single")

    assert at_once(*[exam.start] * 20) == ["done"] * 20
    assert Attempt.objects.count() == 1


def test_saving_and_handing_in_together_leaves_a_score_of_what_was_confirmed():
    exam = exam_of("single")
    attempt = exam.start()
    calls = [
        lambda: save_answers(attempt=attempt, saves=[Save(0, [1], 0)], seen=0, by=exam.user),
        lambda: submit_attempt(attempt=attempt, by=exam.user),
    ]
    outcomes = at_once(*calls)
    attempt.refresh_from_db()

    assert (outcomes, attempt.score) in [(["done", "done"], 2), (["done", "submitted"], 0)]


def test_an_examination_is_either_begun_or_cancelled():
    exam = exam_of("single")
    officer = user_with_role(Role.TRAINING_OFFICER)
    outcomes = at_once(exam.start, lambda: cancel_sitting(sitting=exam.sitting, reason="题目有误", by=officer))
    exam.sitting.refresh_from_db()
    begun, cancelled = Attempt.objects.count(), exam.sitting.cancelled_at is not None

    assert (outcomes, begun, cancelled) in [
        (["done", "sitting_begun"], 1, False),
        (["cancelled", "done"], 0, True),
    ]
