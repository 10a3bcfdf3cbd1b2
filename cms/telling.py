"""Who hears what of feedback; the services hand these lists to `notifications.services.inbox.tell`."""

from django.urls import reverse

from cms import messages
from cms.models import Feedback
from cms.roles import ROLES
from people.models import RoleAssignment
from people.news import Message, to_each


def of_feedback(feedback: Feedback) -> list[Message]:
    """Whoever answers feedback hears when the first message waits, not of each."""
    city = {"unit__depth": 1, "with_subordinates": True}
    held = RoleAssignment.objects.current().filter(role__in=ROLES.who("answer"), user__is_active=True, **city)
    users = {row.user for row in held.select_related("user")}
    return to_each(users, messages.FEEDBACK_WAITS, {}, reverse("cms:feedback_list"))


def of_answer(feedback: Feedback) -> list[Message]:
    """The writer, where it is known who wrote."""
    if feedback.by is None:
        return []
    return [Message(feedback.by, messages.FEEDBACK_ANSWERED, {"number": feedback.code}, feedback.get_absolute_url())]
