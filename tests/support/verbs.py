"""How many SQL statements each verb takes, with one row around it and with three: one entry a POST route.

`tests/<app>/verbs.py` fills `VERBS`, keyed by the route's full name, with `@verb`.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from people.models import User
from tests.support.rights import APPS, our_routes
from tests.support.visits import signed_in

VERBS: dict[str, "Verb"] = {}


@dataclass(frozen=True)
class Sent:
    """What somebody sends to the route: the address's arguments and the form."""

    user: User
    kwargs: dict[str, Any] = field(default_factory=dict)
    form: Any = None
    # A browser that has been somewhere before; a fresh one without it.
    client: Client | None = None
    content_type: str = ""

    def browser(self) -> Client:
        return self.client or signed_in(self.user)


@dataclass(frozen=True)
class Verb:
    """`prepare(rows)` sets the stage. `statements` is one number, or two where each row has to be told on its own."""

    prepare: Callable[[int], Sent]
    statements: int | tuple[int, int]
    answer: int

    def expected(self, rows: int) -> int:
        if isinstance(self.statements, int):
            return self.statements
        return self.statements[0 if rows == 1 else 1]


def verb(route: str, statements: int | tuple[int, int], *, answer: int = 302):
    def register(prepare):
        VERBS[route] = Verb(prepare, statements, answer)
        return prepare

    return register


def all_verbs() -> dict[str, Verb]:
    for app in APPS:
        try:
            importlib.import_module(f"tests.{app}.verbs")
        except ModuleNotFoundError as error:
            if error.name not in (f"tests.{app}.verbs", f"tests.{app}"):
                raise
    return VERBS


def posting_routes() -> set[str]:
    """Every route of ours that takes a POST."""
    views = {name: getattr(callback, "view_class", None) for name, callback in our_routes().items()}
    return {name for name, view in views.items() if view and "post" in view.http_method_names and hasattr(view, "post")}
