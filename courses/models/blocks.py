"""What a lesson is made of."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from courses.choices import CalloutKind
from questions.kinds import kind_of
from questions.kinds.base import Kind

TEXT_FEATURES = ["bold", "italic", "ol", "ul"]


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("kind"), choices=CalloutKind.choices, default=CalloutKind.TIP)
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "courses/blocks/callout.html"

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "kind": CalloutKind(value["kind"])}


class LessonBody(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="courses/blocks/heading.html")
    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=TEXT_FEATURES)
    steps = blocks.ListBlock(blocks.TextBlock(rows=2), label=_("Steps"), template="courses/blocks/steps.html")
    checklist = blocks.ListBlock(
        blocks.TextBlock(rows=2), label=_("Checklist"), template="courses/blocks/checklist.html"
    )
    code = blocks.TextBlock(label=_("Commands"), icon="code", template="courses/blocks/code.html")
    callout = CalloutBlock()
    image = ImageBlock(label=_("Image"), template="courses/blocks/image.html")


class OptionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("option"), rows=2)
    is_right = blocks.BooleanBlock(label=_("right"), required=False)


class QuestionBlock(blocks.StructBlock):
    stem = blocks.TextBlock(label=_("question"))
    options = blocks.ListBlock(OptionBlock(), label=_("options"), min_num=2, max_num=8)
    explanation = blocks.TextBlock(label=_("explanation"), required=False)

    class Meta:
        label = _("Question")
        icon = "help"

    def clean(self, value):
        value = super().clean(value)
        if not any(option["is_right"] for option in value["options"]):
            raise blocks.StructBlockValidationError(
                block_errors={"stem": ValidationError(_("Mark at least one option as right."))}
            )
        return value


class SelfCheckBody(blocks.StreamBlock):
    question = QuestionBlock()

    class Meta:
        required = False


@dataclass(frozen=True)
class Question:
    """A question of a self-check, of one of the kinds examinations have. `item` holds the key and, like `explanation`,
    stays on the server until the question is answered."""

    id: str
    stem: str
    kind: Kind
    item: dict[str, Any]
    explanation: str

    @classmethod
    def from_block(cls, child) -> "Question":
        """Several options marked as right are a multiple choice, one a single choice."""
        options = list(child.value["options"])
        right = [i for i, option in enumerate(options) if option["is_right"]]
        kind = kind_of("multiple" if len(right) > 1 else "single")
        item = {
            "kind": kind.code,
            "options": [{"id": i, "text": option["text"]} for i, option in enumerate(options)],
            "key": right,
        }
        return cls(child.id, child.value["stem"], kind, item, child.value["explanation"])
