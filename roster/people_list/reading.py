"""How a list of people comes to its verdicts. The same file read twice on the same roster says the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from intake.kinds import Judging
from intake.layout import ListSheet, RawRow
from intake.values.dates import DateColumn, uses_two_digit_months
from intake.verdicts import RowVerdict, error
from people.models import User
from people.recognise import UnitDirectory
from people.roles import ROLES
from roster.people_list.judging import Judge, compare_rows
from roster.people_list.matching import Rights, match_rows


@dataclass(frozen=True)
class Reach:
    """Whose rosters the uploader keeps: everybody's on the machine itself, else by role."""

    user: User | None

    def covers(self, path: str) -> bool:
        return self.user is None or self.user.scope.covers(path, *ROLES.who("keep_roster"))

    @property
    def may_reinstate(self) -> bool:
        return self.user is None or self.user.scope.has(*ROLES.who("settle_entries"))


def row_judge(sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
    judge = Judge(
        judging.directory,
        timezone.localdate(),
        column=_date_column(sheet),
        id_is_optional=bool(judging.options.more.get("id_is_optional")),
        fallback_unit=judging.fallback_unit,
    )
    return judge.judge


def compare_with_roster(verdicts: list[RowVerdict], judging: Judging) -> None:
    compare_rows(verdicts)
    reach = Reach(judging.by)
    _keep_in_reach(verdicts, judging.directory, reach)
    names = {unit.code: unit.short_name for unit in judging.directory.exact.values()}
    match_rows(verdicts, Rights(reach.covers, reach.may_reinstate, names))


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
