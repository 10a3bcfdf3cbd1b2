"""Keeps the demo city and real operation apart."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from wagtail import hooks

from common.menu import SetupStep
from people.models import Installation, SetupAnswer

# The answer that ends the checklist.
EVERYTHING = "everything"


def is_demo() -> bool:
    return Installation.objects.filter(is_demo=True).exists()


def setup_steps() -> list[SetupStep]:
    """The checklist as the apps register it; a step whose setting the office keeps as shipped is done."""
    kept = set(SetupAnswer.objects.values_list("step", flat=True))
    steps = [step for hook in hooks.get_hooks("setup_steps") for step in hook()]
    steps = [replace(step, is_done=step.is_done or step.key in kept) for step in steps]
    return sorted(steps, key=lambda step: step.order)


def is_set_up() -> bool:
    """Somebody finished the checklist."""
    return SetupAnswer.objects.filter(step=EVERYTHING).exists()


def refuse_demo_database() -> None:
    """Stop a production process that was pointed at the demo city's database."""
    if not settings.REFUSE_DEMO_DATABASE:
        return
    try:
        if is_demo():
            raise ImproperlyConfigured(
                "This database holds the demo city. Production needs a database of its own: change DATABASE_URL."
            )
    finally:
        connections.close_all()
