"""The kinds of questions. A new one is a module here, a template, and a place in this list."""

import re

from django.utils.functional import Promise

from questions.kinds.base import Kind
from questions.kinds.blank import Blank
from questions.kinds.multiple import Multiple
from questions.kinds.single import Single
from questions.kinds.true_false import TrueFalse

KINDS: dict[str, Kind] = {kind.code: kind for kind in (Single(), Multiple(), TrueFalse(), Blank())}


def kind_of(code: str) -> Kind:
    return KINDS[code]


def kind_named(text: str) -> Kind | None:
    """The kind a list calls so; 单选题 and 单 选 are 单选."""
    name = re.sub(r"[\s题]", "", text)
    return next((kind for kind in KINDS.values() if name in kind.names), None)


def kind_choices() -> list[tuple[str, str | Promise]]:
    """For fields; asked whenever they are, so that a new kind needs no migration."""
    return [(kind.code, kind.label) for kind in KINDS.values()]
