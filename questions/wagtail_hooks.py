from wagtail import hooks

from questions.actions import ACTIONS


@hooks.register("audit_actions")
def questions_actions():
    return ACTIONS
