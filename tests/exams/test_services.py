"""An attempt from start to score."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exams.models import AnswerSave, Attempt
from exams.services.attempts import start_attempt, submit_attempt
from exams.services.drawing import draw_items
from exams.services.saving import Save, save_answers, save_page
from exams.tasks import finish_overdue_attempts
from people.choices import Role, Track
from people.models import AuditEvent
from roster.services.twice import merge_persons
from tests.factories.exams import AttemptFactory, PaperRuleFactory, SittingFactory, candidate, exam_of, paper_with
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.factories.questions import QuestionVersionFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

SINGLE, MULTIPLE, TRUE_FALSE, BLANK = range(4)


def after(attempt, **delta):
    return time_machine.travel(attempt.deadline_at + timedelta(**delta), tick=False)


def start(exam):
    return {"sitting": exam.sitting, "person": exam.person, "by": exam.user}


def test_a_start_freezes_the_paper_and_sets_the_deadline():
    exam = exam_of()
    attempt = exam.start()

    assert [item["kind"] for item in attempt.items] == ["single", "multiple", "true_false", "blank"]
    assert [item["policy"] for item in attempt.items][:2] == ["all_or_nothing", "half_if_subset"]
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=40)
    assert attempt.items == draw_items(exam.sitting.paper, attempt.seed)
    assert AuditEvent.objects.filter(action="exams.start").count() == 1


def test_starting_again_gives_the_same_attempt():
    exam = exam_of()

    assert exam.start() == exam.start()
    assert Attempt.objects.count() == 1


def test_the_deadline_is_never_after_the_sitting():
    exam = exam_of(closes_at=timezone.now() + timedelta(minutes=5))

    assert exam.start().deadline_at == exam.sitting.closes_at


@pytest.mark.parametrize(
    ("opens", "closes", "code"), [(1, 2, "not_open_yet"), (-2, -1, "sitting_over")], ids=["early", "over"]
)
def test_outside_the_window_nobody_starts(opens, closes, code):
    now = timezone.now()
    exam = exam_of(opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes))

    assert refusal(start_attempt, **start(exam)) == code


def test_only_those_of_the_class_and_the_audience_start():
    stranger = UserFactory(person=PersonFactory())
    leaders_only = exam_of(track=Track.LEADER)

    assert refusal(start_attempt, sitting=exam_of().sitting, person=stranger.person, by=stranger) == "not_eligible"
    assert refusal(start_attempt, **start(leaders_only)) == "not_eligible"


def test_a_sitting_without_a_class_is_for_its_audience():
    staff, leader = (UserFactory(person=PersonFactory(track=track)) for track in (Track.STAFF, Track.LEADER))
    sitting = SittingFactory(paper=paper_with("single"), batch=None, track=Track.STAFF)

    assert start_attempt(sitting=sitting, person=staff.person, by=staff).number == 1
    assert refusal(start_attempt, sitting=sitting, person=leader.person, by=leader) == "not_eligible"


def test_nobody_starts_for_another():
    exam = exam_of()

    assert refusal(start_attempt, sitting=exam.sitting, person=exam.person, by=UserFactory()) == "not_yours"


def test_attempts_run_out():
    exam = exam_of(attempts_allowed=2)
    for _n in range(2):
        submit_attempt(attempt=exam.start(), by=exam.user)

    assert refusal(start_attempt, **start(exam)) == "no_attempt_left"


def test_a_rule_the_bank_cannot_meet_is_named():
    exam = exam_of("single")
    PaperRuleFactory(paper=exam.sitting.paper, kind="multiple", count=3, difficulty="hard")

    with pytest.raises(Exception, match="3") as refused:
        exam.start()
    assert refused.value.code == "rule_infeasible"


def test_the_narrow_rule_draws_first_and_no_question_twice():
    paper = paper_with("single")
    PaperRuleFactory(paper=paper, kind="single", difficulty="hard")
    QuestionVersionFactory(bank=paper.bank, difficulty="hard")

    for seed in range(10):
        assert len({item["version"] for item in draw_items(paper, seed)}) == 2


def test_all_of_the_above_stays_last():
    paper = paper_with()
    PaperRuleFactory(paper=paper)
    QuestionVersionFactory(bank=paper.bank, options=["以上都对", "甲", "乙"])

    assert {draw_items(paper, seed)[0]["options"][-1]["text"] for seed in range(8)} == {"以上都对"}


def test_after_handing_in_nothing_changes():
    exam = exam_of()
    attempt = exam.start()
    save_answers(attempt=attempt, saves=[Save(SINGLE, [1], 0)], seen=0, by=exam.user)
    first = submit_attempt(attempt=attempt, by=exam.user)
    second = submit_attempt(attempt=attempt, by=exam.user)

    assert (first.score, first.submitted_at) == (second.score, second.submitted_at)
    late = {"saves": [Save(SINGLE, [0], 1)], "seen": 1}
    assert refusal(save_answers, attempt=attempt, **late, by=exam.user) == "submitted"
    assert (AnswerSave.objects.count(), AuditEvent.objects.filter(action="exams.submit").count()) == (1, 1)


def test_another_person_neither_answers_nor_hands_in():
    exam = exam_of()
    attempt, other = exam.start(), candidate(exam.sitting).user

    assert refusal(save_answers, attempt=attempt, saves=[], seen=0, by=other) == "not_yours"
    assert refusal(submit_attempt, attempt=attempt, by=other) == "not_yours"


def test_the_score_is_the_sum_of_the_marks():
    exam = exam_of()
    payloads = {SINGLE: [1], MULTIPLE: [2], TRUE_FALSE: [1], BLANK: [" 密钥文字", "２"]}
    attempt = exam.start()
    save_page(attempt=attempt, payloads=payloads, seen=0, by=exam.user)
    attempt = submit_attempt(attempt=attempt, by=exam.user)

    marks = list(attempt.answers.order_by("item").values_list("mark", flat=True))
    assert (marks, attempt.score) == ([Decimal(2), Decimal(1), Decimal(0), Decimal(2)], Decimal(5))
    assert attempt.has_passed


def test_what_runs_out_of_time_is_closed_as_of_its_deadline():
    exam = exam_of()
    attempt = exam.start()
    with after(attempt, seconds=20):
        assert finish_overdue_attempts() == 0
    with after(attempt, hours=3):
        assert (finish_overdue_attempts(), finish_overdue_attempts()) == (1, 0)
    attempt.refresh_from_db()

    assert (attempt.submitted_at, attempt.closed_by_clock) == (attempt.deadline_at, True)


def test_handing_in_after_the_deadline_is_the_clock_closing_it():
    exam = exam_of()
    attempt = exam.start()
    with after(attempt, minutes=1):
        closed = submit_attempt(attempt=attempt, by=exam.user)

    assert (closed.submitted_at, closed.closed_by_clock) == (attempt.deadline_at, True)


def test_an_entry_with_a_paper_not_handed_in_is_not_merged_away():
    attempt = AttemptFactory(person=PersonFactory())
    hr, keep = user_with_role(Role.HR), PersonFactory(name=attempt.person.name)

    assert refusal(merge_persons, keep=keep, away=attempt.person, reason="x", by=hr) == "in_the_way"
