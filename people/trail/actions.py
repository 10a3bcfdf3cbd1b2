"""What may stand in the audit trail. Each app names its actions in `actions.py` and registers them under the hook
`audit_actions`."""

from functools import cache

from django.utils.functional import Promise
from wagtail import hooks

Labels = dict[str, str | Promise]


@cache
def labels() -> Labels:
    """Every action that may stand in the trail, by its code."""
    return {code: label for hook in hooks.get_hooks("audit_actions") for code, label in hook().items()}


def label_of(action: str) -> str:
    return str(labels().get(action, action))


def choices() -> list[tuple[str, str]]:
    return [(code, f"{label_of(code)}（{code}）") for code in sorted(labels())]
