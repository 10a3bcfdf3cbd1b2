"""Search on PostgreSQL's tsvector."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    ObjectIndexer,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchResults,
)
from modelsearch.index import SearchField

from common.search.expressions import Syntax
from common.search.grams import Term, index_text
from common.search.index import GramIndexMixin
from common.search.results import MAX_RANKED, GramQueryCompilerMixin, GramResultsMixin

# No stemming, no stop words: pairs of characters belong to no language PostgreSQL has a dictionary for.
CONFIG = "simple"
TITLE_WEIGHT = "A"


def _term(term: Term) -> str:
    return f"'{term.text}':*" if term.prefix else f"'{term.text}'"


class PostgresGramIndexer(ObjectIndexer):
    """The plain-text columns stay empty: only fuzzy search reads them, and it needs an extension."""

    def as_vector(self, texts: list[tuple[str, str]], for_autocomplete: bool = False) -> SearchVector:
        return super().as_vector([(index_text(text), weight) for text, weight in texts], for_autocomplete)

    @cached_property
    def body(self) -> SearchVector:
        """The title is folded in, so that one column, and its GIN index, answers the whole search."""
        return self.as_vector(
            [
                (text, TITLE_WEIGHT if field.field_name == "title" else weight)
                for searched in self.search_fields
                for field, weight, text in self.prepare_field(self.obj, searched)
                if isinstance(field, SearchField)
            ]
        )


class PostgresGramIndex(GramIndexMixin, PostgresIndex):
    indexer_class = PostgresGramIndexer


class PostgresGramQueryCompiler(GramQueryCompilerMixin, PostgresSearchQueryCompiler):
    syntax = Syntax(both=" & ", either=" | ", except_for=" & !", term=_term)
    all_columns: ClassVar[tuple[str, ...]] = ("body",)
    sql_weights: str

    def hits(self) -> QuerySet:
        return self._matches().values("object_id")

    def ranked_hits(self, visible: QuerySet) -> QuerySet:
        """Hits in a title first, then the newest, up to the bound; only those are scored.

        Without its first key the planner may walk the primary key backwards, past the GIN index.
        """
        in_title = ExpressionWrapper(Q(title=self._asked), output_field=BooleanField())
        best = self._matches().filter(object_id__in=visible).order_by(in_title.desc(), "-pk")[:MAX_RANKED]
        # The title once more, because tags may carry its weight too.
        columns = self.columns[0], "title"
        ranks = [SearchRank(F(column), self._asked, weights=self.sql_weights) for column in columns]
        return (
            IndexEntry.objects.using(self.queryset.db)
            .filter(pk__in=best.values("pk"))
            .annotate(score=ranks[0] + ranks[1])
            .order_by("-score", "-pk")
            .values_list("object_id", "score")
        )

    @property
    def _asked(self) -> SearchQuery:
        return SearchQuery(self.clause.text, search_type="raw", config=CONFIG)

    def _matches(self) -> QuerySet:
        return IndexEntry.objects.using(self.queryset.db).filter(
            content_type__in=self.content_types, **{self.columns[0]: self._asked}
        )


class PostgresGramAutocompleteQueryCompiler(PostgresGramQueryCompiler, PostgresAutocompleteQueryCompiler):
    all_columns = ("autocomplete",)


class PostgresGramResults(GramResultsMixin, PostgresSearchResults):
    pass


class PostgresGramBackend(PostgresSearchBackend):
    query_compiler_class = PostgresGramQueryCompiler
    autocomplete_query_compiler_class = PostgresGramAutocompleteQueryCompiler
    index_class = PostgresGramIndex
    results_class = PostgresGramResults

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.config = self.autocomplete_config = CONFIG
