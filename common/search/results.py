"""Answering a search: the engine ranks a bounded number of ids, then only the asked-for rows are fetched."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from modelsearch.index import SearchField
from modelsearch.utils import get_descendants_content_types_pks

from common.search.expressions import NOTHING, Clause, Syntax, translate

# Nobody reads further, and ranking every hit of a common word took seconds.
MAX_RANKED = 500
# The index keeps ids of all models in one text column.
OBJECT_ID = Cast("pk", TextField())


class GramQueryCompilerMixin:
    """Over modelsearch's compiler. An engine adds `hits`, all of them, and `ranked_hits`, the best."""

    syntax: ClassVar[Syntax]
    all_columns: ClassVar[tuple[str, ...]]
    LAST_TERM_IS_PREFIX: bool
    TARGET_SEARCH_FIELD_TYPE: type

    queryset: QuerySet
    query: Any
    fields: list[str] | None
    order_by_relevance: bool

    def hits(self) -> Any:
        raise NotImplementedError

    def ranked_hits(self, visible: QuerySet) -> Iterable[tuple[str, float]]:
        raise NotImplementedError

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        """Any filter is fine, `visible_to(user)` with its joins too: it runs in SQL, not in the index."""

    def _get_order_by(self) -> list:
        """Any order is fine, for the same reason."""
        return []

    @cached_property
    def clause(self) -> Clause:
        return translate(self.query, self.syntax, unfinished=self.LAST_TERM_IS_PREFIX) or NOTHING

    @property
    def has_ranking(self) -> bool:
        return bool(self.clause.text) and not self.clause.negated

    @property
    def columns(self) -> tuple[str, ...]:
        """The index tells the title from the rest, no more, so other `fields` are looked for everywhere."""
        title_only = self.TARGET_SEARCH_FIELD_TYPE is SearchField and list(self.fields or ()) == ["title"]
        return ("title",) if title_only else self.all_columns

    @property
    def content_types(self) -> list[int]:
        return get_descendants_content_types_pks(self.queryset.model)

    @cached_property
    def ranking(self) -> dict[Any, float]:
        """Score by primary key, best first. The queryset's filters apply before the bound, not after:
        else a user who may see few pages would lose them behind 500 that stay hidden."""
        if not self.has_ranking:
            return {}
        to_python = self.queryset.model._meta.pk.to_python
        visible = self.queryset.order_by().values_list(OBJECT_ID)
        return {to_python(object_id): score for object_id, score in self.ranked_hits(visible)}

    def search(self, config: Any, start: int, stop: int | None, **options: Any) -> QuerySet:
        """All hits in the queryset's own order; facets and searches not ordered by relevance use it."""
        queryset = self.queryset
        if self.clause.text:
            found = Q(_object_id__in=self.hits())
            queryset = queryset.alias(_object_id=OBJECT_ID).filter(~found if self.clause.negated else found)
        elif not self.clause.negated:
            queryset = queryset.none()
        if not queryset.ordered:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]


class GramResultsMixin:
    """Over modelsearch's results; slices of one search share its compiler and so its ranking."""

    query_compiler: GramQueryCompilerMixin
    start: int
    stop: int | None
    _score_field: str | None
    get_queryset: Callable[[], QuerySet]

    @property
    def _is_ranked(self) -> bool:
        return self.query_compiler.order_by_relevance and self.query_compiler.has_ranking

    def _do_search(self) -> list[Model]:
        objects = self._ranked() if self._is_ranked else list(self.get_queryset())
        if self._score_field:
            for obj in objects:
                setattr(obj, self._score_field, self.query_compiler.ranking.get(obj.pk, 0.0))
        return objects

    def _ranked(self) -> list[Model]:
        pks = list(self.query_compiler.ranking)[self.start : self.stop]
        by_pk = self.query_compiler.queryset.in_bulk(pks)
        return [by_pk[pk] for pk in pks if pk in by_pk]

    def _do_count(self) -> int:
        if self._is_ranked:
            return len(list(self.query_compiler.ranking)[self.start : self.stop])
        return self.get_queryset().count()
