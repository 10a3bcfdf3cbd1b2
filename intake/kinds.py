"""Kinds of lists that may come in. An app registers its kinds under the hook `list_kinds`; `intake` does the rest."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.tables import Grid, without_collecting
from intake.headings import Vocabulary
from intake.layout import ListSheet, RawRow
from intake.options import Options
from intake.reading import (
    Progress,
    Reading,
    judge_rows,
    no_progress,
    reading_of,
    sheets_of,
    unit_directory,
)
from intake.verdicts import RowVerdict
from people.models import OrgUnit, User
from people.news import Message
from people.recognise import UnitDirectory


class Written(NamedTuple):
    """What taking a list over did, and all that is needed to undo it."""

    created: int
    updated: int
    undo: dict[str, Any]


@dataclass(frozen=True)
class Judging:
    """What the verdicts on a list rest on: who sends it, whose it is, what was chosen, and the units there are."""

    by: User | None
    unit: OrgUnit
    options: Options
    directory: UnitDirectory

    @property
    def fallback_unit(self) -> OrgUnit | None:
        """Stands for rows of a file that names no unit; a root of the tree does not."""
        return self.unit if self.unit.depth > 1 else None


class ListKind(ABC):
    """What a list is about. One module of an app says it all: words, verdicts, writing, undoing."""

    code: str
    label: str | Promise
    # What is said where such a list is sent.
    advice: str | Promise = ""
    # What is said where such a list is undone.
    undo_advice: str | Promise = _(
        "What the import entered is removed, and what it changed is changed back. This is refused once somebody has "
        "built on it."
    )
    # Whoever may bring such lists has it.
    permission: str
    vocabulary: Vocabulary
    # The fields of a row's values that are shown beside its verdict.
    shown: tuple[str, ...] = ("name",)
    # One row with an error keeps all of them out.
    is_all_or_nothing: bool = False
    # Units nobody knows by their name are offered to be chosen.
    has_units: bool = True

    @abstractmethod
    def units(self, user: User) -> QuerySet[OrgUnit]:
        """Whose lists the user may bring."""

    @abstractmethod
    def seen_by(self, user: User) -> Q:
        """Lists of others that the user may look at."""

    @abstractmethod
    def judge(
        self,
        grids: list[Grid],
        *,
        by: User | None,
        unit: OrgUnit,
        options: Options,
        progress: Progress = no_progress,
    ) -> Reading:
        """A verdict on every row; writes nothing. Raises NotAllowed when no sheet is such a list."""

    @abstractmethod
    def write(self, rows: list[RowVerdict], *, listing: Any, by: User | None, choices: dict[str, Any]) -> Written:
        """Take the rows of a list over, in the transaction of the caller and through the services of the app."""

    @abstractmethod
    def undo(self, undo: dict[str, Any], *, listing: Any, by: User | None) -> None:
        """Put everything back, or raise NotAllowed."""

    def told(self, listing: Any, *, is_undone: bool) -> list[Message]:
        """Who hears that a list was taken over, or undone."""
        return []

    def covers(self, user: User | None, unit: OrgUnit) -> bool:
        """Whether it may be a list of the unit; on the machine itself it may be anybody's."""
        return user is None or self.units(user).filter(pk=unit.pk).exists()

    def upload_fields(self) -> dict[str, forms.Field]:
        """What the kind asks when a file is sent; the answers are `options.more`."""
        return {}

    def option_fields(self, options: Options) -> dict[str, forms.Field]:
        """What the kind asks when a file is put right; the answers are `options.more`."""
        return {}

    def commit_fields(self) -> dict[str, forms.Field]:
        """What the kind asks when a list is taken over; the answers come to `write` as `choices`."""
        return {}

    def row_choices(self, verdict: RowVerdict) -> dict[str, str | Promise]:
        """What may be ticked at a row when the list is taken over: names and words. The rows ticked come to `write` as
        `choices[name]`, a list of row keys."""
        return {}

    def alone(self, verdict: RowVerdict) -> str | Promise:
        """Why a row with a warning needs a tick of its own, in words; one tick for all does not take it over."""
        return ""

    @property
    def has_lone_rows(self) -> bool:
        return type(self).alone is not ListKind.alone

    def label_of(self, name: str) -> str | Promise:
        """What a field that a row changes is called."""
        return self.vocabulary.fields.get(name, name)

    def in_words(self, name: str, value: str) -> str:
        """A value of a field as people read it."""
        return value

    def template(self) -> bytes | None:
        """An empty list with its headings."""
        return None

    @property
    def has_template(self) -> bool:
        return type(self).template is not ListKind.template


class RowByRow(ListKind):
    """A kind whose rows are judged one by one, then compared; most are."""

    @abstractmethod
    def row_judge(self, sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
        """Judges one row of the sheet by itself."""

    @abstractmethod
    def compare(self, verdicts: list[RowVerdict], judging: Judging) -> None:
        """Judges the rows against each other and against what stands: gives them outcome, target and changes."""

    def judge(
        self,
        grids: list[Grid],
        *,
        by: User | None,
        unit: OrgUnit,
        options: Options,
        progress: Progress = no_progress,
    ) -> Reading:
        with without_collecting():
            judging = Judging(by, unit, options, unit_directory(options))
            sheets = sheets_of(grids, self.vocabulary, judging.directory, options)
            judge_of = partial(self.row_judge, judging=judging)
            verdicts = judge_rows(sheets, judging.directory, judge_of, options=options, progress=progress)
            self.compare(verdicts, judging)
            return reading_of(grids, sheets, verdicts, self.template)


def list_kinds() -> dict[str, ListKind]:
    return {kind.code: kind for hook in hooks.get_hooks("list_kinds") for kind in hook()}
