"""How the answers of an attempt are kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exams.models import Answer, AnswerSave
from exams.selectors import late_answers_of
from exams.services.attempts import finish_overdue, submit_attempt
from exams.services.saving import Save, save_answers, save_page
from tests.factories.exams import exam_of
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

SINGLE, MULTIPLE, TRUE_FALSE, BLANK = range(4)


def after(attempt, **delta):
    return time_machine.travel(attempt.deadline_at + timedelta(**delta), tick=False)


@pytest.fixture
def exam():
    return exam_of()


@pytest.fixture
def attempt(exam):
    return exam.start()


@pytest.fixture
def save(exam, attempt):
    """`save(*saves, seen=0)`: what a page sends that has seen so much."""
    return lambda *saves, seen=0: save_answers(attempt=attempt, saves=saves, seen=seen, by=exam.user)


def held():
    return list(Answer.objects.order_by("item").values_list("item", "payload", "seq"))


def test_a_save_is_evidence_and_becomes_the_answer(save):
    receipt = save(Save(SINGLE, [1], 0), Save(MULTIPLE, [0], 0))

    assert (receipt.seen, receipt.conflicts, receipt.late, receipt.closed) == (1, (), (), False)
    assert held() == [(0, [1], 1), (1, [0], 1)]
    assert all(row.is_authentic() for row in AnswerSave.objects.all())


def test_what_a_save_tells_of_its_page_is_covered_by_its_code(save):
    save(Save(SINGLE, [1], 0, page="a", turn=3))
    row = AnswerSave.objects.get()

    assert row.is_authentic()
    for name, value in (("page", "b"), ("turn", 4), ("set_aside", True), ("given_at", timezone.now()), ("page", "")):
        before = getattr(row, name)
        setattr(row, name, value)
        assert not row.is_authentic()
        setattr(row, name, before)


def test_a_row_without_the_later_columns_keeps_its_code(save):
    save(Save(SINGLE, [1], 0))

    assert set(AnswerSave.objects.get().content()) == {
        "uuid",
        "recorded_at",
        "attempt_id",
        "item",
        "seq",
        "payload",
        "late",
    }


def test_a_save_sent_twice_is_stored_once(save):
    for _n in range(2):
        receipt = save(Save(SINGLE, [1], 0, page="a", turn=1))

    assert (receipt.seen, receipt.conflicts, receipt.held, AnswerSave.objects.count()) == (1, (), {}, 1)


def test_a_save_over_an_answer_the_page_has_not_seen_is_set_aside_and_reported(save):
    save(Save(SINGLE, [1], 0, page="a", turn=1))
    for _n in range(2):
        receipt = save(Save(SINGLE, [0], 0, page="b", turn=1))

    assert (receipt.conflicts, receipt.held, held()) == ((SINGLE,), {SINGLE: [1]}, [(0, [1], 1)])
    assert list(AnswerSave.objects.values_list("payload", "set_aside")) == [([1], False), ([0], True)]


def test_the_answer_chosen_over_the_stored_one_is_a_new_save_that_wins(save):
    save(Save(SINGLE, [1], 0, page="a", turn=1))
    told = save(Save(SINGLE, [0], 0, page="b", turn=1))
    receipt = save(Save(SINGLE, [0], told.seen, page="b", turn=2), seen=told.seen)

    assert (receipt.conflicts, held()) == ((), [(0, [0], 3)])


def test_the_same_answer_in_two_windows_is_no_conflict(save):
    save(Save(MULTIPLE, [0, 2], 0, page="a", turn=1))
    receipt = save(Save(MULTIPLE, [2, 0], 0, page="b", turn=1))

    assert (receipt.conflicts, held()) == ((), [(1, [0, 2], 1)])


def test_a_page_goes_on_over_its_own_save_whose_answer_it_never_heard(save):
    save(Save(MULTIPLE, [0], 0, page="a", turn=1))
    receipt = save(Save(MULTIPLE, [0, 2], 0, page="a", turn=2))

    assert (receipt.conflicts, held()) == ((), [(1, [0, 2], 2)])


def test_a_save_that_was_under_way_too_long_does_not_replace_a_later_one_of_its_page(save):
    save(Save(SINGLE, [1], 0, page="a", turn=2))
    save(Save(SINGLE, [0], 0, page="a", turn=1))

    assert held() == [(0, [1], 1)]


def test_an_answer_taken_back_stays_so_when_an_earlier_save_arrives_after_it(save):
    save(Save(SINGLE, [1], 0, page="a", turn=1))
    save(Save(SINGLE, [1], 1, page="b", turn=2), seen=1)
    save(Save(SINGLE, [0], 1, page="b", turn=1), seen=1)

    assert held() == [(0, [1], 2)]


def test_a_page_hears_of_answers_it_has_not_seen(save):
    save(Save(SINGLE, [1], 0, page="a", turn=1))
    receipt = save(Save(TRUE_FALSE, [0], 0, page="b", turn=1))

    assert (receipt.seen, receipt.held) == (2, {SINGLE: [1]})
    assert save(seen=2).held == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (Save(9, [0], 0), "unknown_item"),
        (Save(-1, [0], 0), "unknown_item"),
        (Save(SINGLE, [7], 0), "unknown_option"),
        (Save(SINGLE, ["0"], 0), "unknown_option"),
        (Save(SINGLE, [True], 0), "unknown_option"),
        (Save(SINGLE, [0, 1], 0), "bad_answer"),
        (Save(MULTIPLE, [0, 0], 0), "bad_answer"),
        (Save(BLANK, ["a", "b", "c"], 0), "bad_answer"),
        (Save(BLANK, [1], 0), "bad_answer"),
        (Save(BLANK, ["x" * 501], 0), "bad_answer"),
        (Save(BLANK, ["\0"], 0), "bad_answer"),
        (Save(BLANK, ["\ud800"], 0), "bad_answer"),
        (Save(SINGLE, [0], -1), "bad_sequence"),
        (Save(SINGLE, [0], 2**31), "bad_sequence"),
        (Save(SINGLE, [0], 0, turn=-1), "bad_sequence"),
        (Save(SINGLE, [0], 0, page="\0"), "malformed"),
        (Save(TRUE_FALSE, [1], 0), "malformed"),
    ],
)
def test_what_is_not_in_the_paper_is_refused_and_nothing_stored(exam, attempt, row, code):
    saves = [Save(TRUE_FALSE, [0], 0), row]

    assert refusal(save_answers, attempt=attempt, saves=saves, seen=0, by=exam.user) == code
    assert AnswerSave.objects.count() == 0


# A page without scripts.


def page_of(exam, attempt, payloads, seen=0):
    return save_page(attempt=attempt, payloads=payloads, seen=seen, by=exam.user)


def test_a_page_stores_only_what_was_touched(exam, attempt):
    page_of(exam, attempt, {SINGLE: [1], MULTIPLE: []})
    page_of(exam, attempt, {SINGLE: [1], MULTIPLE: [0]}, seen=1)

    assert list(AnswerSave.objects.values_list("item", "seq")) == [(SINGLE, 1), (MULTIPLE, 2)]


def test_what_a_stale_page_shows_untouched_changes_nothing(exam, attempt):
    page_of(exam, attempt, {SINGLE: [1], MULTIPLE: [0]})
    page_of(exam, attempt, {SINGLE: [0], MULTIPLE: []}, seen=1)
    receipt = page_of(exam, attempt, {SINGLE: [1], MULTIPLE: [0], TRUE_FALSE: [1]}, seen=1)

    assert (receipt.conflicts, held()) == ((), [(0, [0], 2), (1, [], 2), (2, [1], 3)])


def test_a_page_without_its_number_has_seen_nothing(exam, attempt):
    page_of(exam, attempt, {SINGLE: [1]})
    receipt = page_of(exam, attempt, {SINGLE: [0], MULTIPLE: []})

    assert (receipt.conflicts, held()) == ((SINGLE,), [(0, [1], 1)])


# The end of the time.


def test_within_the_grace_a_save_counts(save, attempt):
    with after(attempt, seconds=29):
        assert save(Save(SINGLE, [1], 0)).late == ()


def test_a_late_save_is_kept_and_does_not_count(save, attempt):
    save(Save(SINGLE, [1], 0))
    with after(attempt, seconds=31):
        receipt = save(Save(MULTIPLE, [0, 2], 1), seen=1)
        finish_overdue()
        again = save(Save(TRUE_FALSE, [0], 2), Save(SINGLE, [1], 1), seen=2)
    attempt.refresh_from_db()

    assert (receipt.late, receipt.closed, again.late) == ((MULTIPLE,), True, (TRUE_FALSE,))
    assert list(AnswerSave.objects.values_list("late", flat=True)) == [False, True, True]
    assert (attempt.score, attempt.answers.count()) == (Decimal("2.0"), 1)


def test_a_late_save_sent_twice_is_kept_once(save, attempt):
    with after(attempt, minutes=5):
        receipts = [save(Save(SINGLE, [1], 0, page="a", turn=1)) for _n in range(2)]

    assert ([receipt.late for receipt in receipts], AnswerSave.objects.count()) == ([(SINGLE,), (SINGLE,)], 1)


def test_when_a_late_answer_was_given_is_claimed_within_what_can_be(exam, save, attempt):
    save(Save(SINGLE, [1], 0))
    contact = AnswerSave.objects.get().recorded_at
    before_deadline = attempt.deadline_at - timedelta(minutes=1)
    claims = [before_deadline, contact - timedelta(hours=1), attempt.deadline_at + timedelta(days=1)]
    with after(attempt, minutes=10):
        arrived = timezone.now()
        items = zip((SINGLE, MULTIPLE, TRUE_FALSE), ([0], [2], [1]), claims, strict=True)
        save(*(Save(item, payload, 1, given_at=claim) for item, payload, claim in items), seen=1)
        save(Save(BLANK, ["甲"], 0, given_at=attempt.started_at - timedelta(days=1)))
        save(Save(SINGLE, [2], 1), seen=1)
    late = late_answers_of(exam.sitting)

    assert [row.given_at for row in late] == [before_deadline, None, contact, arrived, attempt.started_at]
    assert [row.was_given_in_time for row in late] == [True, False, True, False, True]
    assert {row.arrived_at for row in late} == {arrived}


def test_after_handing_in_a_late_answer_is_refused(exam, save, attempt):
    submit_attempt(attempt=attempt, by=exam.user)
    with after(attempt, minutes=5):
        late = {"attempt": attempt, "saves": [Save(SINGLE, [1], 0)], "seen": 0, "by": exam.user}
        assert refusal(save_answers, **late) == "submitted"

    assert AnswerSave.objects.count() == 0
