"""Everything a database holds, to be searched for what must not be in it."""

from django.db import connection


def stored_text(table):
    """Everything a table holds, as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- our own tables
        rows = cursor.fetchall()
    return "\n".join(
        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
        for row in rows
        for value in row
    )


def everything_stored() -> bytes:
    """All rows of all tables and, on SQLite, every page of the file, those of deleted rows included."""
    texts = [stored_text(table) for table in connection.introspection.table_names()]
    pages = connection.connection.serialize() if connection.vendor == "sqlite" else b""
    return "\n".join(texts).encode() + pages
