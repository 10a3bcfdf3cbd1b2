"""The list of liaisons, as a kind of list that may come in: 83 units' roles in one go."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intake.exports import list_template
from intake.kinds import Judging, RowByRow, Written
from intake.layout import ListSheet, RawRow
from intake.models import ListImport
from intake.services.touched import refuse_touched
from intake.verdicts import RowVerdict
from people.models import OrgUnit, Person, RoleAssignment, User
from people.services import tree
from people.services.liaisons import name_liaison
from people.services.roles import end_role
from roster.liaison_list.fields import SAMPLE_NAME, VOCABULARY
from roster.liaison_list.judging import NEW, judge_row, match_rows

TEMPLATE_COLUMNS = (
    ("unit", "单位*", "市教育局"),
    ("name", "联络员*", SAMPLE_NAME),
    ("staff_no", "工号", ""),
    ("mobile", "手机", ""),
    ("is_backup", "AB角", "A角"),
)


class LiaisonList(RowByRow):
    code = "liaisons"
    label = _("List of liaisons")
    advice = _(
        "One row names one liaison of a unit, A or B role; a list of the units with a column 联络员 does as well. "
        "Everybody has to be in the roster of the unit; whom only name and unit fit is to be ticked. Liaisons who are not "
        "in the list stay."
    )
    undo_advice = _("The roles that the list gave end today; a role it changed between A and B is changed back.")
    permission = "people.manage_roles"
    vocabulary = VOCABULARY
    shown = ("name", "is_backup")

    def units(self, user: User) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.open() if user.has_perm(self.permission) else OrgUnit.objects.none()

    def seen_by(self, user: User) -> Q:
        return Q() if user.has_perm(self.permission) else Q(pk__in=())

    def row_judge(self, sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
        return judge_row

    def compare(self, verdicts: list[RowVerdict], judging: Judging) -> None:
        match_rows(verdicts, judging)

    def write(
        self, rows: list[RowVerdict], *, listing: ListImport, by: User | None, choices: dict[str, Any]
    ) -> Written:
        people = Person.objects.in_bulk([row.target_id for row in rows])
        units = {unit.code: unit for unit in OrgUnit.objects.open().filter(code__in=[r.values["unit"] for r in rows])}
        given, changed = [], []
        for row in rows:
            wish = {"person": people[row.target_id or 0], "unit": units[row.values["unit"]]}
            role = name_liaison(**wish, is_backup=bool(row.values["is_backup"]), by=by)
            if row.outcome == NEW:
                given.append(role.pk)
            else:
                changed.append([role.pk, role.is_backup])
        return Written(len(given), len(changed), {"given": given, "changed": changed})

    def undo(self, undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
        written = dict(undo["changed"])
        standing = RoleAssignment.objects.filter(pk__in=[*undo["given"], *written], ended_on=None)
        # Units are held before roles, as where a role is given.
        tree.held_open_all(role.unit for role in standing.filter(pk__in=written).select_related("unit"))
        refuse_touched(listing=listing, model=RoleAssignment, keys=set(standing.values_list("pk", flat=True)))
        for role in standing.filter(pk__in=undo["given"]):
            end_role(assignment=role, by=by)
        roles = RoleAssignment.objects.filter(pk__in=written, ended_on=None).select_related("user__person", "unit")
        for role in roles:
            name_liaison(person=role.user.person, unit=role.unit, is_backup=not role.is_backup, by=by)

    def in_words(self, name: str, value: str) -> str:
        if name == "is_backup":
            return str(_("B role") if value else _("A role"))
        return value

    def template(self) -> bytes:
        return list_template("联络员名单", TEMPLATE_COLUMNS, VOCABULARY, {"is_backup": ["A角", "B角"]})
