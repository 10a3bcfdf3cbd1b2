"""Search over the installation's own database, for text in which Chinese runs on without blanks."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 -- the name modelsearch looks for
    """The backend for the engine in use; each engine's module needs index models that only it has."""
    if connection.vendor == "sqlite":
        from common.search.sqlite import SQLiteGramBackend  # noqa: PLC0415 -- engine-specific

        return SQLiteGramBackend(params)
    if connection.vendor == "postgresql":
        from common.search.postgresql import PostgresGramBackend  # noqa: PLC0415 -- engine-specific

        return PostgresGramBackend(params)
    raise ImproperlyConfigured(f"Search runs on SQLite and PostgreSQL, not on {connection.vendor}.")
