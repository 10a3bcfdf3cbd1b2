from cms.services.feedback import leave_feedback
from people.choices import Role
from tests.factories.people import UserFactory, user_with_role
from tests.support.verbs import Sent, verb


@verb("cms:identity", 14)
def say_whose_site_this_is(rows):
    texts = dict.fromkeys(("organiser", "operator", "site_code", "icp_number", "telephone"), "")
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=texts | {"system_name": "南阳市电子政务培训系统"})


@verb("cms:feedback_create", 21)
def leave_a_message(rows):
    for _row in range(rows):
        user_with_role(Role.EDITOR)
    return Sent(UserFactory(), form={"text": "教室太冷。", "page": "/"})


@verb("cms:feedback_answer", 17)
def answer_a_message(rows):
    first, *_others = [leave_feedback(text="教室太冷。", by=UserFactory(), address="") for _row in range(rows)]
    return Sent(user_with_role(Role.EDITOR), {"code": first.code}, {"answer": "已调高温度。"})
