"""Rows that may change until a moment is set, in the row itself or in the row they belong to; from then on the
database refuses. A model says so with `freezes = Freeze(...)`.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models

OPERATIONS = ("INSERT", "UPDATE", "DELETE")

# $1 is the row as it stands in the table, or as it would come to stand there.
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION zx_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $f$
DECLARE is_frozen boolean := false;
BEGIN
  IF current_setting('zx.allow_change', true) IS DISTINCT FROM 'on' THEN
    IF TG_OP <> 'INSERT' THEN EXECUTE TG_ARGV[0] INTO is_frozen USING OLD; END IF;
    IF NOT is_frozen AND TG_OP <> 'DELETE' AND TG_ARGV[1] = 'parent' THEN
      EXECUTE TG_ARGV[0] INTO is_frozen USING NEW;
    END IF;
    IF is_frozen THEN
      RAISE EXCEPTION 'frozen: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $f$"""


@dataclass(frozen=True)
class Freeze:
    """`moment`: the field that ends all change once it is set; `parent`: the foreign key to the row that holds it,
    if it is not the row itself; `free`: fields that may still change."""

    moment: str
    parent: str = ""
    free: tuple[str, ...] = ()


def frozen_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if isinstance(getattr(model, "freezes", None), Freeze)]


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Name → table and statement."""
    found = {}
    for model in frozen_models():
        statements = _postgres_statements if vendor == "postgresql" else _sqlite_statements
        for name, statement in statements(model):
            found[name] = model._meta.db_table, statement
    return found


def lift(using: str) -> None:
    """Take the triggers away; `append_only.ensure` puts them back after the migration."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, (table, _statement) in triggers(connection.vendor).items():
            if table in existing:
                cursor.execute(
                    f"DROP TRIGGER IF EXISTS {name}" + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                )


def _freeze(model: Any) -> Freeze:
    return model.freezes


def _events(model: type[models.Model]) -> list[tuple[str, str]]:
    """Operation and how the trigger names it. A row may be written already frozen; one of a frozen row may not."""
    freeze = _freeze(model)
    held = [field for field in model._meta.concrete_fields if field.name not in freeze.free]
    columns = ", ".join(f'"{field.column}"' for field in held)
    events = [("UPDATE", f"UPDATE OF {columns}"), ("DELETE", "DELETE")]
    return [("INSERT", "INSERT"), *events] if freeze.parent else events


def _condition(model: type[models.Model], row: str) -> str:
    freeze = _freeze(model)
    if not freeze.parent:
        own: Any = model._meta.get_field(freeze.moment)
        return f'{row}."{own.column}" IS NOT NULL'
    key: Any = model._meta.get_field(freeze.parent)
    parent = key.related_model._meta
    moment = parent.get_field(freeze.moment).column
    same_row = f'held."{parent.pk.column}" = {row}."{key.column}"'
    return f'EXISTS (SELECT 1 FROM "{parent.db_table}" AS held WHERE {same_row} AND held."{moment}" IS NOT NULL)'  # noqa: S608 -- names of ours


def _sqlite_statements(model: type[models.Model]) -> list[tuple[str, str]]:
    table, statements = model._meta.db_table, []
    for operation, event in _events(model):
        rows = {"INSERT": ["NEW"], "DELETE": ["OLD"], "UPDATE": ["OLD", "NEW"] if _freeze(model).parent else ["OLD"]}
        condition = " OR ".join(_condition(model, row) for row in rows[operation])
        name = f"zx_{table}_frozen_{operation.lower()}"
        statement = (
            f'CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON "{table}" WHEN NOT zx_allow_change() '
            f"AND ({condition}) BEGIN SELECT RAISE(ABORT, 'frozen: {operation} on {table}'); END"
        )
        statements.append((name, statement))
    return statements


def _postgres_statements(model: type[models.Model]) -> list[tuple[str, str]]:
    table, kind = model._meta.db_table, "parent" if _freeze(model).parent else "own"
    events = " OR ".join(event for _operation, event in _events(model))
    question = f"SELECT {_condition(model, '($1)')}".replace("'", "''")
    row, truncate = f"zx_{table}_frozen_row", f"zx_{table}_frozen_truncate"
    return [
        (
            row,
            f'CREATE OR REPLACE TRIGGER {row} BEFORE {events} ON "{table}" FOR EACH ROW '
            f"EXECUTE FUNCTION zx_refuse_frozen('{question}', '{kind}')",
        ),
        (
            truncate,
            f'CREATE OR REPLACE TRIGGER {truncate} BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT '
            "EXECUTE FUNCTION zx_refuse()",
        ),
    ]
