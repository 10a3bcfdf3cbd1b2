"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.evidence.append_only import AppendOnly
from exams.models import Answer, AnswerSave, Attempt, Sitting
from exams.services.attempts import submit_attempt
from exams.services.saving import Save, save_answers
from people.choices import Role
from tests.factories.exams import AttemptFactory, PaperRuleFactory, SittingFactory, candidate, exam_of
from tests.factories.people import PersonFactory, UserFactory, twin_units, user_with_role

pytestmark = pytest.mark.django_db


def breaks(call):
    with pytest.raises(IntegrityError), transaction.atomic():
        call()
    return True


def test_rules_and_sittings_must_make_sense():
    now = timezone.now()

    assert breaks(lambda: PaperRuleFactory(count=0))
    assert breaks(lambda: SittingFactory(closes_at=now - timedelta(days=1)))
    assert breaks(lambda: SittingFactory(minutes=0))


def test_a_person_has_one_open_attempt():
    exam = exam_of("single")
    exam.start()

    assert breaks(lambda: AttemptFactory(sitting=exam.sitting, person=exam.person, number=2))


def test_an_attempt_is_scored_when_it_is_submitted():
    attempt = AttemptFactory(person=PersonFactory())
    rows = Attempt.objects.filter(pk=attempt.pk)

    assert breaks(lambda: rows.update(submitted_at=timezone.now()))
    assert breaks(lambda: rows.update(score=1))
    assert breaks(lambda: rows.update(deadline_at=attempt.started_at))


def test_an_item_has_one_answer_and_a_number_is_used_once():
    exam = exam_of("single")
    attempt = exam.start()
    save_answers(attempt=attempt, saves=[Save(0, [1], 0)], seen=0, by=exam.user)

    assert breaks(lambda: Answer.objects.create(attempt=attempt, item=0, payload=[0], seq=2))
    assert breaks(lambda: AnswerSave(attempt=attempt, item=0, payload=[0], seq=1).save())


def test_a_saved_answer_is_never_changed():
    exam = exam_of("single")
    save_answers(attempt=exam.start(), saves=[Save(0, [1], 0)], seen=0, by=exam.user)
    save = AnswerSave.objects.get()

    with pytest.raises(AppendOnly):
        save.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet.update(AnswerSave.objects.all(), late=True)


def test_sittings_and_attempts_are_visible_to_who_holds_or_sits_them():
    near, far = twin_units()
    exam = exam_of("single", unit=near)
    attempt = exam.start()
    classmate = candidate(exam.sitting).user
    knowing = {
        "own": exam.user,
        "classmate": classmate,
        "grader": user_with_role(Role.GRADER, near),
        "twin": user_with_role(Role.GRADER, far),
        "stranger": UserFactory(person=PersonFactory()),
        "nobody": UserFactory(),
    }
    seen = {
        name: (Sitting.objects.visible_to(user).count(), Attempt.objects.visible_to(user).count())
        for name, user in knowing.items()
    }

    assert attempt in Attempt.objects.visible_to(exam.user)
    assert seen == {
        "own": (1, 1),
        "classmate": (1, 0),
        "grader": (1, 1),
        "twin": (0, 0),
        "stranger": (0, 0),
        "nobody": (0, 0),
    }


def raw(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


NEW_ANSWER = "INSERT INTO exams_answer (attempt_id, item, payload, seq) SELECT max(id), 1, '[]', 9 FROM exams_attempt"
CHANGES = [
    "UPDATE exams_answer SET payload = '[0]'",
    "UPDATE exams_answer SET mark = 2",
    "DELETE FROM exams_answer",
    NEW_ANSWER,
    "UPDATE exams_attempt SET score = 2",
    "UPDATE exams_attempt SET items = '[]'",
    "UPDATE exams_attempt SET submitted_at = NULL, score = NULL",
    "UPDATE exams_attempt SET deadline_at = '2099-01-01 00:00:00'",
]


@pytest.mark.parametrize("statement", [*CHANGES, "DELETE FROM exams_attempt"])
def test_the_database_refuses_to_change_what_was_handed_in(statement):
    exam = exam_of("single")
    attempt = exam.start()
    save_answers(attempt=attempt, saves=[Save(0, [1], 0)], seen=0, by=exam.user)
    submit_attempt(attempt=attempt, by=exam.user)
    before = list(Attempt.objects.values()), list(Answer.objects.values())

    with pytest.raises(DatabaseError, match="frozen"):
        raw(statement)
    assert (list(Attempt.objects.values()), list(Answer.objects.values())) == before


@pytest.mark.parametrize("statement", [*CHANGES[:4], CHANGES[5]])
def test_what_is_still_being_written_may_change(statement):
    exam = exam_of("single")
    save_answers(attempt=exam.start(), saves=[Save(0, [1], 0)], seen=0, by=exam.user)

    raw(statement)


def test_an_answer_is_not_moved_into_an_attempt_that_was_handed_in():
    exam = exam_of("single")
    handed_in = submit_attempt(attempt=exam.start(), by=exam.user)
    other = candidate(exam.sitting)
    save_answers(attempt=other.start(), saves=[Save(0, [1], 0)], seen=0, by=other.user)

    with pytest.raises(DatabaseError, match="frozen"):
        raw("UPDATE exams_answer SET attempt_id = %s", handed_in.pk)
