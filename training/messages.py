"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind

SAMPLE = {"title": "公文写作培训班", "begins": "2026-09-01", "ends": "2026-09-03", "place": "市委党校"}

NOTICE_ISSUED = MessageKind(
    code="training.notice",
    group=MessageGroup.CLASSES,
    label=_("A training notice is issued"),
    title=_("Training notice: {title}"),
    body=_("Sign for it and reply by {day}."),
    sample={**SAMPLE, "day": "2026-08-20"},
)
ADMITTED = MessageKind(
    code="training.admitted",
    group=MessageGroup.CLASSES,
    label=_("Somebody is admitted to a class"),
    title=_("You are admitted to {title}"),
    body="{begins} {place}",
    sample=SAMPLE,
)
KINDS = [NOTICE_ISSUED, ADMITTED]


def about(batch) -> dict[str, str]:
    """A class's values for the placeholders."""
    return {
        "title": batch.title,
        "begins": f"{batch.starts_on:%Y-%m-%d}",
        "ends": f"{batch.ends_on:%Y-%m-%d}",
        "place": batch.place,
    }
