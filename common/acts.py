"""Acts that an office may bind to a second person; registered by the apps, switched on a page of the administrators.

An app's `wagtail_hooks.py` returns its `Act`s for the hook `second_person_acts`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True)
class Act:
    """`code` is the permission the act takes and its name in the audit trail; `default` holds until an office decides."""

    code: str
    label: str | Promise
    meaning: str | Promise
    default: bool


def second_person_acts() -> list[Act]:
    return [act for hook in hooks.get_hooks("second_person_acts") for act in hook()]


def act_named(code: str) -> Act:
    return next(act for act in second_person_acts() if act.code == code)
