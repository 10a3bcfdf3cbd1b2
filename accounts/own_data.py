"""What the site keeps about one person, for that person. Each app adds its tables under the hook `own_data`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail import hooks

from people.models import Person


@dataclass(frozen=True)
class OwnTable:
    title: str | Promise
    headings: Sequence[str | Promise]
    rows: Iterable[Sequence[Any]]


def own_tables(person: Person) -> list[OwnTable]:
    return [table for hook in hooks.get_hooks("own_data") for table in hook(person)]
