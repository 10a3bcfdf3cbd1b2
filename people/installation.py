"""Keeps the demo city and real operation apart."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from people.models import Installation, SetupAnswer

# The answer that ends the checklist.
EVERYTHING = "everything"


def is_demo() -> bool:
    return Installation.objects.filter(is_demo=True).exists()


def setting_is_kept(step: str) -> bool:
    """The office said that what is shipped is right for it."""
    return SetupAnswer.objects.filter(step=step).exists()


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
