"""What the apps above know of those who sit examinations (docs/architecture.md, slots)."""

from wagtail import hooks

from training.models import Batch


def exempt_from_finals(batch: Batch) -> set[int]:
    """By the keys of their places: who needs no final examination of the class."""
    return {place for hook in hooks.get_hooks("exempt_from_finals") for place in hook(batch)}
