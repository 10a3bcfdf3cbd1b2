"""What comes of a file: a verdict a row, and how each sheet was understood."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.errors import NotAllowed
from common.sealing.crypto import canonical
from common.tables import Grid, column_letters, read_book
from intake.headings import SCANNED_ROWS, Column, Vocabulary
from intake.layout import GUIDE, ListSheet, RawRow, list_sheets, rows_of
from intake.options import Options
from intake.verdicts import SKIPPED, RowVerdict, error, or_unreadable
from people.models import OrgUnit
from people.recognise import UnitDirectory

NO_HEADING = "headings_missing"
PROGRESS_EVERY = 500
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass
class Reading:
    verdicts: list[RowVerdict]
    sheets: dict[str, list[Column]]
    unread_sheets: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    # Headings that nobody understood though cells below them hold something, by sheet.
    unused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def summary(self) -> dict[str, Any]:
        statuses = Counter(verdict.status for verdict in self.verdicts)
        outcomes = Counter(verdict.outcome for verdict in self.verdicts if not verdict.is_error)
        return {
            "created": outcomes["new"],
            "updated": outcomes["changed"],
            "unchanged": outcomes["same"],
            "skipped": statuses[SKIPPED],
            "errors": statuses["error"],
            "warnings": statuses["warning"],
            "fixed": statuses["fixed"],
            "sheets": {name: [asdict(column) for column in columns] for name, columns in self.sheets.items()},
            "unread_sheets": self.unread_sheets,
            "hidden_columns": self.hidden_columns,
            "unused": self.unused,
            "digest": self.digest,
        }

    @property
    def digest(self) -> str:
        """Changes when the file would do anything else."""
        plan = [(v.sheet, v.row, v.status, v.outcome, v.target_id, sorted(v.changes)) for v in self.verdicts]
        return hashlib.sha256(canonical(plan)).hexdigest()


def unit_directory(options: Options) -> UnitDirectory:
    """The units of the city, with those the uploader picked for texts no unit is called by."""
    codes = options.unit_names.values()
    units = {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=codes)} if codes else {}
    return UnitDirectory.load({text: units[code] for text, code in options.unit_names.items() if code in units})


def sheets_of(grids: list[Grid], words: Vocabulary, directory: UnitDirectory, options: Options) -> list[ListSheet]:
    """The sheets with a heading. Raises NotAllowed where there is none."""
    only = set(options.sheets) if options.sheets is not None else None
    sheets = list_sheets(grids, words, directory, chosen=options.headings, only=only)
    if not sheets:
        wanted = "、".join(str(words.fields[name]) for name in (words.subject, *sorted(words.needed - {words.subject})))
        message = _("No sheet has a heading row with %(wanted)s and other known headings in its first 15 rows.")
        raise NotAllowed(message % {"wanted": wanted}, code=NO_HEADING)
    return sheets


def judge_rows(
    sheets: list[ListSheet],
    directory: UnitDirectory,
    judge_of: Callable[[ListSheet], Callable[[RawRow], RowVerdict]],
    *,
    options: Options,
    progress: Progress = no_progress,
) -> list[RowVerdict]:
    """A verdict on every row; `judge_of` makes the judge of a sheet. A row that breaks its judge stays out with a
    sentence, and the others go on."""
    total = sum(max(len(sheet.grid.rows) - sheet.heading.first, 0) for sheet in sheets)
    verdicts: list[RowVerdict] = []
    for sheet in sheets:
        judge = judge_of(sheet)
        if sheet.heading.second_block is not None:
            verdicts.append(_second_block(sheet))
        for raw in rows_of(sheet, directory):
            if options.skip_hidden and raw.is_hidden:
                raw.skipped = ("R08", _("The hidden row was passed over."))
            verdicts.append(_judged(raw, judge))
            if len(verdicts) % PROGRESS_EVERY == 0:
                progress(len(verdicts), total)
    return verdicts


def _second_block(sheet: ListSheet) -> RowVerdict:
    verdict = RowVerdict(sheet.grid.name, sheet.heading.first)
    message = _(
        "A second list stands beside the first, from column %(column)s on. Put it below, and send the file again."
    )
    verdict.note([error("second_block", message % {"column": column_letters(sheet.heading.second_block or 0)})])
    return verdict


def _judged(raw: RawRow, judge: Callable[[RawRow], RowVerdict]) -> RowVerdict:
    if raw.refused and not raw.skipped:
        verdict = RowVerdict(raw.sheet, raw.number)
        verdict.note([raw.refused])
        return verdict
    if raw.skipped:
        return RowVerdict(raw.sheet, raw.number, unit_text=raw.unit_text).skip(*raw.skipped)
    return or_unreadable(partial(RowVerdict, raw.sheet, raw.number, unit_text=raw.unit_text), judge, raw)


def reading_of(
    grids: list[Grid],
    sheets: list[ListSheet],
    verdicts: list[RowVerdict],
    template: Callable[[], bytes | None] = lambda: None,
) -> Reading:
    """How the sheets were understood. The sheet that says how to fill in the others is left unread and nobody is told,
    as long as it says what that of our own template does."""
    read = {sheet.grid.name for sheet in sheets}
    unread = [grid for grid in grids if grid.name not in read and grid.rows]
    return Reading(
        verdicts,
        {sheet.grid.name: sheet.heading.columns for sheet in sheets},
        [grid.name for grid in unread if grid.name.strip() != GUIDE or not _is_our_guide(grid, template)],
        [column.heading for sheet in sheets for column in sheet.hidden_columns],
        {sheet.grid.name: names for sheet in sheets if (names := sheet.unused_headings())},
    )


def _is_our_guide(grid: Grid, template: Callable[[], bytes | None]) -> bool:
    """Whether nothing was written into it; the template may have been fetched in any language of the site."""
    said = _texts_of(grid)
    for language, _name in settings.LANGUAGES:
        with override(language):
            data = template()
        if data and any(said <= _texts_of(ours) for ours in read_book(data) if ours.name == GUIDE):
            return True
    return not said


def _texts_of(grid: Grid) -> set[str]:
    return {text for row in grid.rows for cell in row if cell is not None and (text := str(cell).strip())}


def rows_like_headings(data: bytes, name: str, words: Vocabulary, options: Options) -> dict[str, list[Column]]:
    """Of each sheet the row with most texts among the first, which is likely the heading nobody understood."""
    rows: dict[str, list[Column]] = {}
    for grid in read_book(data, name):
        texts = [
            [str(cell).strip() if isinstance(cell, str) else "" for cell in row] for row in grid.rows[:SCANNED_ROWS]
        ]
        best = max(texts, key=lambda row: len(list(filter(None, row))), default=[])
        columns = [Column(i, text, words.field_of(text, options.headings)) for i, text in enumerate(best) if text]
        if columns:
            rows[grid.name] = columns
    return rows
