"""A filter for thousands of values."""

import json
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Lookup
from django.db.models.sql.compiler import SQLCompiler


@Field.register_lookup
class OneOf(Lookup):
    """`name__one_of={…}` is `name__in` with all values in one parameter: preparing a parameter for each takes longer
    than finding the rows, and there may be more of them than a statement can hold. Takes a set of texts or numbers."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, _array(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        among = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 -- the name of a column
        return among, [*parameters, json.dumps(list(self.rhs))]


def _array(values: set[Any]) -> str:
    """The values as PostgreSQL writes an array; to adapt them one by one takes as long as finding the rows."""
    quoted = (str(value).replace("\\", r"\\").replace('"', r"\"") for value in values)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"
