"""The whole way from a list of people to its verdicts. The same file read twice on the same roster says the same."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from common.tables import Grid
from intake.layout import ListSheet
from intake.options import Options
from intake.reading import (
    Progress,
    Reading,
    judge_rows,
    no_progress,
    reading_of,
    sheets_of,
    unit_directory,
    without_collecting,
)
from intake.values.dates import DateColumn, uses_two_digit_months
from intake.verdicts import RowVerdict, error
from people.choices import KEEPING_ROLES, Role
from people.models import OrgUnit, User
from people.recognise import UnitDirectory
from roster.people_list.fields import VOCABULARY
from roster.people_list.judging import Judge, compare_rows
from roster.people_list.matching import Rights, match_rows


@dataclass(frozen=True)
class Reach:
    """Whose rosters the uploader keeps: everybody's on the machine itself, else by role."""

    user: User | None

    def covers(self, path: str) -> bool:
        return self.user is None or self.user.scope.covers(path, *KEEPING_ROLES)

    @property
    def may_reinstate(self) -> bool:
        return self.user is None or self.user.scope.has(Role.HR)


@without_collecting()
def judge_grids(
    grids: list[Grid],
    *,
    by: User | None,
    unit: OrgUnit,
    options: Options | None = None,
    progress: Progress = no_progress,
) -> Reading:
    """Judges and matches every row. Raises NotAllowed when no sheet is a list of people.

    `unit` stands for rows of a file that names none; for the city it does not.
    """
    options = options or Options()
    directory = unit_directory(options)
    sheets = sheets_of(grids, VOCABULARY, directory, options)
    verdicts = judge_sheets(sheets, directory, unit=unit, options=options, progress=progress)
    _keep_in_reach(verdicts, directory, Reach(by))
    names = {unit.code: unit.short_name for unit in directory.exact.values()}
    match_rows(verdicts, Rights(Reach(by).covers, Reach(by).may_reinstate, names))
    return reading_of(grids, sheets, verdicts)


def judge_sheets(
    sheets: list[ListSheet],
    directory: UnitDirectory,
    *,
    unit: OrgUnit,
    options: Options,
    progress: Progress = no_progress,
) -> list[RowVerdict]:
    """The rows by themselves and among each other; the roster is not asked."""

    def judge_of(sheet: ListSheet) -> Judge:
        return Judge(
            directory,
            timezone.localdate(),
            column=_date_column(sheet),
            id_is_optional=bool(options.more.get("id_is_optional")),
            fallback_unit=unit if unit.depth > 1 else None,
        )

    verdicts = judge_rows(sheets, directory, lambda sheet: judge_of(sheet).judge, options=options, progress=progress)
    compare_rows(verdicts)
    return verdicts


def _date_column(sheet: ListSheet) -> DateColumn:
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
