"""The verbs of setting up an examination and of sitting it."""

import json

from exams.services import saving
from people.choices import Role
from tests.exams.forms import paper_page, sitting_page
from tests.factories.exams import SittingFactory, candidate, exam_of, paper_with
from tests.factories.people import user_with_role
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory
from tests.factories.training import BatchFactory, at
from tests.support.verbs import Sent, verb

REASON = {"reason": "题目有误"}


def grader():
    return user_with_role(Role.GRADER)


# Papers and sittings.


def paper_of_lines(rows):
    bank = QuestionBankFactory()
    QuestionVersionFactory.create_batch(rows, bank=bank)
    return paper_page(bank, *[("single", 1, "2")] * rows)


@verb("exams:paper_create", (16, 22))
def create_paper(rows):
    return Sent(grader(), form=paper_of_lines(rows))


@verb("exams:paper_change", (24, 30))
def change_paper(rows):
    return Sent(grader(), {"pk": paper_with(*["single"] * rows).pk}, paper_of_lines(rows))


@verb("exams:paper_copy", 9)
def copy_paper(rows):
    return Sent(grader(), {"pk": paper_with(*["single"] * rows).pk})


def sitting_form(rows):
    proctors = [user_with_role(Role.PROCTOR).pk for _n in range(rows)]
    paper = paper_with(*["single"] * rows)
    return sitting_page(paper, batch=BatchFactory().code, proctors=proctors)


@verb("exams:sitting_create", 44)
def schedule(rows):
    return Sent(grader(), form=sitting_form(rows))


def sitting_to_come(rows):
    """An examination of this evening with one trainee a row."""
    sitting = SittingFactory(paper=paper_with(*["single"] * rows), opens_at=at("18:00"), closes_at=at("20:00"))
    for _n in range(rows):
        candidate(sitting)
    return sitting


@verb("exams:sitting_change", 51)
def change_sitting(rows):
    return Sent(grader(), {"pk": sitting_to_come(rows).pk}, sitting_form(rows))


@verb("exams:sitting_cancel", 14)
def cancel_sitting(rows):
    return Sent(grader(), {"pk": sitting_to_come(rows).pk}, REASON)


@verb("exams:sitting_final", 11)
def set_final(rows):
    return Sent(grader(), {"pk": sitting_to_come(rows).pk}, {"counts": "1"})


# Sitting it.


@verb("exams:start", 34)
def start(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.sitting.pk})


def page_of(rows):
    return {"page": "1", "seen": "0", **{f"item-{n}": "0" for n in range(rows)}}


@verb("exams:attempt", 11)
def save_page(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.start().pk}, page_of(rows))


@verb("exams:hand_in", 11)
def save_page_before_handing_in(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.start().pk}, page_of(rows))


@verb("exams:save", 9, answer=200)
def save_answers(rows):
    exam = exam_of(*["single"] * rows)
    saves = [{"item": n, "payload": [0], "base": 0, "page": "a", "turn": n + 1} for n in range(rows)]
    body = json.dumps({"seen": 0, "saves": saves})
    return Sent(exam.user, {"pk": exam.start().pk}, body, content_type="application/json")


@verb("exams:submit", 10)
def submit(rows):
    exam = exam_of(*["single"] * rows)
    attempt = exam.start()
    saving.save_answers(attempt=attempt, saves=[saving.Save(n, [0], 0) for n in range(rows)], seen=0, by=exam.user)
    return Sent(exam.user, {"pk": attempt.pk}, {})
