"""Writing the index, the same on both engines."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Model
from modelsearch.utils import get_content_type_pk


class GramIndexMixin:
    """Over modelsearch's index: its own `add_items` cannot be told to use another indexer."""

    indexer_class: ClassVar[type]
    columns: ClassVar[list[str]] = ["title", "body", "autocomplete"]

    backend: Any
    entries: Any

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        if not model.get_search_fields():  # type: ignore[attr-defined]
            return
        content_type_id = get_content_type_pk(model)
        # By id, because PostgreSQL refuses to upsert a row twice in one statement.
        indexers = {str(obj.pk): self.indexer_class(obj, self.backend) for obj in objs}
        self.entries.bulk_create(
            [
                self.entries.model(
                    content_type_id=content_type_id,
                    object_id=object_id,
                    **{column: getattr(indexer, column) for column in self.columns},
                )
                for object_id, indexer in indexers.items()
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.columns,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to do: no ranking here reads them, and they cost a scan of the index at every save."""
