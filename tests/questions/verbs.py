"""The verbs of keeping a question bank."""

import io

from people.choices import Role
from questions.exports import question_workbook
from tests.factories.people import city_root, user_with_role
from tests.support.verbs import Sent, verb


def grader():
    return user_with_role(Role.GRADER)


def workbook(rows):
    file = io.BytesIO(question_workbook(question_rows(rows)))
    file.name = "questions.xlsx"
    return {"bank": "题库", "unit": city_root().code, "file": file}


def question_rows(rows):
    filled = {"题型": "单选", "选项A": "甲", "选项B": "乙", "正确答案": "A"}
    return [{**filled, "题干": f"问题{n}"} for n in range(rows)]


@verb("questions:import", 15)
def judge_workbook(rows):
    return Sent(grader(), form=workbook(rows))
