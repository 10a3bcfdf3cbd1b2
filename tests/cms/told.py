"""Who hears of feedback."""

from cms.services.feedback import answer_feedback, leave_feedback
from people.choices import Role
from tests.factories.people import UserFactory, user_with_role
from tests.support.told import Told, told


@told("cms.leave_feedback")
def the_first_message_that_waits():
    answering = [user_with_role(role) for role in (Role.EDITOR, Role.TRAINING_OFFICER)]
    user_with_role(Role.VIEWER)

    def act():
        leave_feedback(text="教室太冷。", by=None, address="")

    return Told(act, dict.fromkeys(answering, "cms.feedback_waits"))


@told("cms.answer_feedback")
def a_message_of_somebody_known():
    officer, writer = user_with_role(Role.TRAINING_OFFICER), UserFactory()
    feedback = leave_feedback(text="教室太冷。", by=writer, address="")
    act = lambda: answer_feedback(feedback=feedback, answer="已调高温度。", by=officer)  # noqa: E731
    return Told(act, {writer: "cms.feedback_answered"})


@told("cms.answer_feedback")
def a_message_of_a_visitor():
    officer = user_with_role(Role.TRAINING_OFFICER)
    feedback = leave_feedback(text="教室太冷。", by=None, address="")
    return Told(lambda: answer_feedback(feedback=feedback, answer="已调高温度。", by=officer), {})
