"""Leaving a message and answering it."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Feedback
from cms.telling import of_answer, of_feedback
from common.errors import NotAllowed, check_row
from common.throttle import times_this_minute
from notifications.services.inbox import tell
from people.models import User
from people.trail import audit

MESSAGES_A_MINUTE = 3
# No letter or digit that is taken for another when it is copied from paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


@transaction.atomic
def leave_feedback(*, text: str, by: User | None, address: str, page: str = "") -> Feedback:
    """Keep what a visitor or a member of staff has to say; `address` is the computer it comes from."""
    if times_this_minute("feedback", address) > MESSAGES_A_MINUTE:
        message = _("Too many messages from this computer. Wait a minute, and send it again.")
        raise NotAllowed(message, code="too_often")
    first = not Feedback.objects.open().exists()
    code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
    feedback = Feedback(code=code, by=by, text=text.strip(), page=page[:200])
    check_row(feedback)
    feedback.save()
    tell(audit.record(feedback, "cms.leave_feedback", by=by), of_feedback(feedback) if first else [])
    return feedback


@transaction.atomic
def answer_feedback(*, feedback: Feedback, answer: str, by: User) -> Feedback:
    """Answer a message once; an answer that was read is not changed afterwards."""
    feedback = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if feedback.answered_at:
        if feedback.answer == answer.strip():
            return feedback
        raise NotAllowed(_("Somebody has answered this message already."), code="answered")
    if not answer.strip():
        raise NotAllowed(_("Write the answer."), code="answer_missing", field="answer")
    feedback.answer, feedback.answered_by, feedback.answered_at = answer.strip(), by, timezone.now()
    check_row(feedback)
    feedback.save(update_fields=["answer", "answered_by", "answered_at"])
    tell(audit.record(feedback, "cms.answer_feedback", by=by), of_answer(feedback))
    return feedback
