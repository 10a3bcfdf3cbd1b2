"""The whole way from a file to its verdicts. The same file read twice on the same roster says the same."""

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.crypto import canonical
from common.errors import NotAllowed
from common.tables import Grid, read_book
from intake.headings import SCANNED_ROWS, Column, field_of
from intake.layout import RosterSheet, roster_sheets, rows_of
from intake.values.dates import DateColumn, uses_two_digit_months
from intake.verdicts import SKIPPED, RowVerdict, error
from people.choices import Role
from people.models import OrgUnit, User
from people.recognise import UnitDirectory
from roster.people_list.judging import Judge, compare_rows
from roster.people_list.matching import match_rows

NO_HEADING = "headings_missing"
PROGRESS_EVERY = 500
IMPORTING_ROLES = (Role.HR, Role.LIAISON)


@dataclass
class Options:
    """What the uploader chose or put right; `unit_names` give unit codes for texts no unit is called by."""

    sheets: list[str] | None = None
    headings: dict[str, str] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    id_is_optional: bool = False
    skip_hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Options":
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})


@dataclass(frozen=True)
class Reach:
    """Whose rosters the uploader keeps: everybody's on the machine itself, else by role."""

    user: User | None

    def covers(self, path: str) -> bool:
        return self.user is None or self.user.scope.covers(path, *IMPORTING_ROLES)

    @property
    def may_reinstate(self) -> bool:
        return self.user is None or self.user.scope.has(Role.HR)


@dataclass
class Reading:
    """What came of a file: a verdict a row, and how each sheet was understood."""

    verdicts: list[RowVerdict]
    sheets: dict[str, list[Column]]
    unread_sheets: list[str]
    hidden_columns: list[str]

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
            "digest": self.digest,
        }

    @property
    def digest(self) -> str:
        """Changes when the file would do anything else to the roster."""
        plan = [(v.sheet, v.row, v.status, v.outcome, v.person_id, sorted(v.changes)) for v in self.verdicts]
        return hashlib.sha256(canonical(plan)).hexdigest()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A file makes hundreds of thousands of objects and no cycles; to look for some took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def read_roster(
    data: bytes,
    name: str,
    *,
    by: User | None,
    unit: OrgUnit,
    options: Options | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Reads, judges and matches every row. Raises NotAllowed when nothing in the file can be read.

    `unit` stands for rows of a file that names none; for the city it does not.
    """
    options = options or Options()
    grids = read_book(data, name)
    units = {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=options.unit_names.values())}
    chosen = {text: units[code] for text, code in options.unit_names.items() if code in units}
    directory = UnitDirectory.load(chosen)
    sheets = _sheets(grids, directory, options)
    verdicts = judge_sheets(sheets, directory, unit=unit, options=options, progress=progress)
    _keep_in_reach(verdicts, directory, Reach(by))
    match_rows(verdicts, may_move=Reach(by).covers, may_reinstate=Reach(by).may_reinstate)
    read = {sheet.grid.name for sheet in sheets}
    return Reading(
        verdicts,
        {sheet.grid.name: sheet.heading.columns for sheet in sheets},
        [grid.name for grid in grids if grid.name not in read and grid.rows],
        [column.heading for sheet in sheets for column in sheet.hidden_columns],
    )


def _sheets(grids: list[Grid], directory: UnitDirectory, options: Options) -> list[RosterSheet]:
    only = set(options.sheets) if options.sheets is not None else None
    sheets = roster_sheets(grids, directory, chosen=options.headings, only=only)
    if not sheets:
        message = _("No sheet has a heading row with 姓名 and two more known headings in its first 15 rows.")
        raise NotAllowed(message, code=NO_HEADING)
    return sheets


def rows_like_headings(data: bytes, name: str, options: Options) -> dict[str, list[Column]]:
    """Of each sheet the row with most texts among the first, which is likely the heading nobody understood."""
    rows: dict[str, list[Column]] = {}
    for grid in read_book(data, name):
        texts = [
            [str(cell).strip() if isinstance(cell, str) else "" for cell in row] for row in grid.rows[:SCANNED_ROWS]
        ]
        best = max(texts, key=lambda row: len(list(filter(None, row))), default=[])
        rows[grid.name] = [Column(i, text, field_of(text, options.headings)) for i, text in enumerate(best) if text]
    return {name: columns for name, columns in rows.items() if columns}


def judge_sheets(
    sheets: list[RosterSheet],
    directory: UnitDirectory,
    *,
    unit: OrgUnit,
    options: Options,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[RowVerdict]:
    """The rows by themselves and among each other; the roster is not asked."""
    total = sum(max(len(sheet.grid.rows) - sheet.heading.first, 0) for sheet in sheets)
    verdicts: list[RowVerdict] = []
    for sheet in sheets:
        judge = Judge(
            directory,
            timezone.localdate(),
            column=_date_column(sheet),
            id_is_optional=options.id_is_optional,
            fallback_unit=unit if unit.depth > 1 else None,
        )
        for raw in rows_of(sheet, directory):
            if options.skip_hidden and raw.is_hidden:
                raw.skipped = ("R08", _("The hidden row was passed over."))
            verdicts.append(judge.judge(raw))
            if len(verdicts) % PROGRESS_EVERY == 0:
                progress(len(verdicts), total)
    compare_rows(verdicts)
    return verdicts


def _date_column(sheet: RosterSheet) -> DateColumn:
    place = sheet.heading.by_field.get("birth")
    if place is None:
        return DateColumn()
    cells = [row[place] for row in sheet.grid.rows[sheet.heading.first :] if place < len(row)]
    return DateColumn(sheet.grid.facts.is_1904, uses_two_digit_months(cells))


def _keep_in_reach(verdicts: list[RowVerdict], directory: UnitDirectory, reach: Reach) -> None:
    """A row of a unit whose roster the uploader does not keep stays out."""
    units = {unit.code: unit for unit in directory.exact.values()}
    outside: dict[str, bool] = {}
    for verdict in verdicts:
        code = verdict.values.get("unit", "")
        if code and code not in outside:
            outside[code] = not reach.covers(units[code].path)
        if code and outside[code]:
            message = _("You do not keep the roster of “%(unit)s”.") % {"unit": units[code].short_name}
            verdict.note([error("R44", message)], "unit")
