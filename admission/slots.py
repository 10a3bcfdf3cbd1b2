"""What the apps above are asked about places; each answer is a hook that they register."""

from wagtail import hooks

from admission.models import Enrolment


def has_come(place: Enrolment) -> bool:
    """Whether there is attendance of this place, so that it cannot be given to somebody else."""
    return any(hook(place) for hook in hooks.get_hooks("has_come"))
