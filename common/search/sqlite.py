"""Search on SQLite's FTS5."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)

from common.search.expressions import Syntax
from common.search.grams import Term, index_text
from common.search.index import GramIndexMixin
from common.search.results import MAX_RANKED, GramQueryCompilerMixin, GramResultsMixin

ENTRY = IndexEntry._meta.db_table
FTS = SQLiteFTSIndexEntry._meta.db_table
# CROSS JOIN fixes the order of the loops. Left to itself SQLite may walk the entries and run the
# full-text search once for each of them: minutes instead of milliseconds.
MATCHES = f"FROM {FTS} CROSS JOIN {ENTRY} ON {ENTRY}.id = {FTS}.rowid WHERE {FTS} MATCH %s"
# The columns stand in the table as autocomplete, body, title; a hit in the title weighs most.
WEIGHTS = "bm25(1.0, 1.0, 5.0)"


def _term(term: Term) -> str:
    return f'"{term.text}"*' if term.prefix else f'"{term.text}"'


class SQLiteGramIndexer(ObjectIndexer):
    @cached_property
    def title(self) -> str:
        return index_text(super().title)

    @cached_property
    def body(self) -> str:
        return index_text(super().body)

    @cached_property
    def autocomplete(self) -> str:
        return index_text(super().autocomplete)


class SQLiteGramIndex(GramIndexMixin, SQLiteIndex):
    indexer_class = SQLiteGramIndexer


class SQLiteGramQueryCompiler(GramQueryCompilerMixin, SQLiteSearchQueryCompiler):
    syntax = Syntax(both=" AND ", either=" OR ", except_for=" NOT ", term=_term)
    all_columns: ClassVar[tuple[str, ...]] = ("title", "body")

    def hits(self) -> RawSQL:
        source, params = self._matches()
        return RawSQL(f"SELECT {ENTRY}.object_id {source}", params)  # noqa: S611 -- table names of ours, values as parameters

    def ranked_hits(self, visible: QuerySet) -> list[tuple[str, float]]:
        using = self.queryset.db
        try:
            visible_sql, visible_params = visible.query.get_compiler(using).as_sql()
        except EmptyResultSet:
            return []
        source, params = self._matches()
        sql = (
            f"SELECT {ENTRY}.object_id, -{FTS}.rank {source} AND {ENTRY}.object_id IN ({visible_sql})"
            f" AND {FTS}.rank MATCH '{WEIGHTS}' ORDER BY {FTS}.rank LIMIT {MAX_RANKED}"
        )
        with connections[using].cursor() as cursor:
            cursor.execute(sql, [*params, *visible_params])
            return cursor.fetchall()

    def _matches(self) -> tuple[str, list[Any]]:
        content_types = self.content_types
        places = ", ".join(["%s"] * len(content_types))
        match = f"{{{' '.join(self.columns)}}} : {self.clause.text}"
        return f"{MATCHES} AND {ENTRY}.content_type_id IN ({places})", [match, *content_types]


class SQLiteGramAutocompleteQueryCompiler(SQLiteGramQueryCompiler, SQLiteAutocompleteQueryCompiler):
    all_columns = ("autocomplete",)


class SQLiteGramResults(GramResultsMixin, SQLiteSearchResults):
    pass


class SQLiteGramBackend(SQLiteSearchBackend):
    query_compiler_class = SQLiteGramQueryCompiler
    autocomplete_query_compiler_class = SQLiteGramAutocompleteQueryCompiler
    index_class = SQLiteGramIndex
    results_class = SQLiteGramResults
