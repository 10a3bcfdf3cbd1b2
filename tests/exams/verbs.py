"""The verbs of setting up an examination and of sitting it."""

import io
import json

from django.urls import reverse
from exams.exports import question_workbook

from people.choices import Role
from tests.exams.forms import paper_page, sitting_page
from tests.factories.exams import (
    QuestionBankFactory,
    QuestionVersionFactory,
    SittingFactory,
    candidate,
    exam_of,
    paper_with,
)
from tests.factories.people import user_with_role
from tests.factories.training import BatchFactory, at
from tests.support.verbs import Sent, signed_in, verb

REASON = {"reason": "题目有误"}


def grader():
    return user_with_role(Role.GRADER)


# Papers and sittings.


def paper_of_lines(rows):
    bank = QuestionBankFactory()
    QuestionVersionFactory.create_batch(rows, bank=bank)
    return paper_page(bank, *[("single", 1, "2")] * rows)


@verb("exams:paper_create", (17, 23))
def create_paper(rows):
    return Sent(grader(), form=paper_of_lines(rows))


@verb("exams:paper_change", (24, 30))
def change_paper(rows):
    return Sent(grader(), {"pk": paper_with(*["single"] * rows).pk}, paper_of_lines(rows))


@verb("exams:paper_copy", 10)
def copy_paper(rows):
    return Sent(grader(), {"pk": paper_with(*["single"] * rows).pk})


def sitting_form(rows):
    proctors = [user_with_role(Role.PROCTOR).pk for _n in range(rows)]
    paper = paper_with(*["single"] * rows)
    return sitting_page(paper, batch=BatchFactory().code, proctors=proctors)


@verb("exams:sitting_create", 45)
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


@verb("exams:sitting_cancel", 15)
def cancel_sitting(rows):
    return Sent(grader(), {"pk": sitting_to_come(rows).pk}, REASON)


@verb("exams:sitting_final", 12)
def set_final(rows):
    return Sent(grader(), {"pk": sitting_to_come(rows).pk}, {"counts": "1"})


# Questions from a workbook.


def workbook(rows):
    file = io.BytesIO(question_workbook(question_rows(rows)))
    file.name = "questions.xlsx"
    return {"bank": "题库", "file": file}


def question_rows(rows):
    filled = {"题型": "单选", "选项A": "甲", "选项B": "乙", "正确答案": "A"}
    return [{**filled, "题干": f"问题{n}"} for n in range(rows)]


@verb("exams:import", 12, answer=200)
def judge_workbook(rows):
    return Sent(grader(), form=workbook(rows))


@verb("exams:import_commit", 17)
def import_questions(rows):
    user = grader()
    browser = signed_in(user)
    judged = browser.post(reverse("exams:import"), workbook(rows))
    return Sent(user, form={"token": judged.context["token"]}, client=browser)


# Sitting it.


@verb("exams:start", 35)
def start(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.sitting.pk})


def page_of(rows):
    return {"page": "1", "seen": "0", **{f"item-{n}": "0" for n in range(rows)}}


@verb("exams:attempt", 12)
def save_page(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.start().pk}, page_of(rows))


@verb("exams:save", 10, answer=200)
def save_answers(rows):
    exam = exam_of(*["single"] * rows)
    saves = [{"item": n, "payload": [0], "base": 0, "page": "a", "turn": n + 1} for n in range(rows)]
    body = json.dumps({"seen": 0, "saves": saves})
    return Sent(exam.user, {"pk": exam.start().pk}, body, content_type="application/json")


@verb("exams:submit", 19)
def submit(rows):
    exam = exam_of(*["single"] * rows)
    return Sent(exam.user, {"pk": exam.start().pk}, page_of(rows))
