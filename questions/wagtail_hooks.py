from wagtail import hooks

from questions.actions import ACTIONS
from questions.importing.kind import QuestionList


@hooks.register("list_kinds")
def question_lists():
    return [QuestionList()]


@hooks.register("audit_actions")
def questions_actions():
    return ACTIONS
