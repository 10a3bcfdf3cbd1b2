"""The demo city's examinations."""

from exams.models import AnswerSave, Attempt, Sitting
from exams.services.attempts import start_attempt
from people.choices import Role
from people.models import User
from questions.kinds import kind_of
from tests.factories.training import at
from tests.support.demo import DAY


def mark_of(item, payload):
    return kind_of(item["kind"]).points(item, payload)


def test_three_people_have_sat_yesterday_and_their_scores_add_up(city):
    attempts = list(Attempt.objects.submitted())

    assert len(attempts) == 3
    for attempt in attempts:
        answers = list(attempt.answers.all())
        assert len(attempt.items) == 20
        assert attempt.score == sum(answer.mark for answer in answers)
        assert all(answer.mark == mark_of(attempt.items[answer.item], answer.payload) for answer in answers)
        assert attempt.submitted_at < at("08:00", DAY)
    assert all(save.is_authentic() for save in AnswerSave.objects.all())


def test_the_trainee_can_sit_the_examination_of_today(city):
    trainee = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.TRAINEE))
    sitting = Sitting.objects.for_person(trainee.person_id).get(closes_at__gt=at("08:00", DAY))
    attempt = start_attempt(sitting=sitting, person=trainee.person, by=trainee)

    assert sum(float(item["score"]) for item in attempt.items) == 100
