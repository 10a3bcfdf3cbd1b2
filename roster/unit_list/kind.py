"""The list of units, as a kind of list that may come in."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import NotAllowed
from intake.exports import list_template
from intake.kinds import Judging, RowByRow, Written
from intake.layout import ListSheet, RawRow
from intake.models import ListImport
from intake.verdicts import SKIPPED, RowVerdict
from people.choices import UnitKind
from people.models import OrgUnit, User
from people.roles import ROLES
from roster.services.unit_lists import open_units, remove_units
from roster.unit_list.fields import KINDS, SAMPLE_NAME, VOCABULARY
from roster.unit_list.judging import compare_rows, find_parents, in_order, judge_against_city, judge_row

TEMPLATE_COLUMNS = (
    ("order", "序号", "1"),
    ("code", "单位代码*", "NY001"),
    ("name", "单位全称*", SAMPLE_NAME),
    ("short_name", "简称", "某某局"),
    ("kind", "类型", "政府工作部门"),
    ("parent", "上级代码", ""),
    ("is_access_unit", "接入单位", "是"),
    ("aliases", "别名", ""),
    ("uscc", "统一社会信用代码", ""),
    ("area_code", "区划代码", ""),
)


class UnitList(RowByRow):
    code = "units"
    label = gettext_lazy("List of units")
    advice = gettext_lazy(
        "One row is one unit; the order of the rows is the order of the units for good. Units there are already stay as "
        "they are. The list is taken over when no row has an error."
    )
    undo_advice = gettext_lazy(
        "The units are removed again, all of them. This is refused once one of them was changed, or anything refers to it."
    )
    permission = "roster.import_units"
    vocabulary = VOCABULARY
    shown = ("code", "name", "parent")
    has_units = False
    is_all_or_nothing = True

    def units(self, user: User) -> QuerySet[OrgUnit]:
        roots = OrgUnit.objects.get_queryset().filter(depth=1).exclude(kind=UnitKind.PARTNER)
        return roots if user.scope.has_whole_tree(*ROLES.who("keep_tree")) else roots.none()

    def seen_by(self, user: User) -> Q:
        return Q() if user.scope.has_whole_tree(*ROLES.who("keep_tree")) else Q(pk__in=())

    def row_judge(self, sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
        return judge_row

    def compare(self, verdicts: list[RowVerdict], judging: Judging) -> None:
        rows = [row for row in verdicts if row.status != SKIPPED and row.values]
        compare_rows(rows)
        find_parents(rows, judging.unit.code)
        judge_against_city(rows)

    def write(
        self, rows: list[RowVerdict], *, listing: ListImport, by: User | None, choices: dict[str, Any]
    ) -> Written:
        if wrong := listing.summary["errors"]:
            message = _("Nothing was written: %(n)d rows have an error. Mend the list and send it again.")
            raise NotAllowed(message % {"n": wrong}, code="rows_with_errors")
        codes = open_units([row.values for row in in_order(rows)], by=by)
        return Written(len(codes), 0, {"codes": codes})

    def undo(self, undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
        remove_units(codes=undo["codes"], by=by)

    def template(self) -> bytes:
        kinds = list({kind: text for text, kind in reversed(KINDS.items()) if text != kind}.values())[::-1]
        return list_template("单位名录", TEMPLATE_COLUMNS, VOCABULARY, {"kind": kinds, "is_access_unit": ["是", "否"]})
