"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind

SITE = MessageGroup("site", _("The site"), 60)

FEEDBACK_WAITS = MessageKind(
    code="cms.feedback_waits",
    group=SITE,
    label=_("Feedback waits for an answer"),
    title=_("Feedback waits for an answer"),
    body=_("A message was left on the site. Read it and answer it."),
    sample={},
)
FEEDBACK_ANSWERED = MessageKind(
    code="cms.feedback_answered",
    group=SITE,
    label=_("One's own feedback is answered"),
    title=_("Your feedback is answered"),
    body=_("Read the answer at the message {number}."),
    sample={"number": "7K3M9QWX2ABC"},
)
