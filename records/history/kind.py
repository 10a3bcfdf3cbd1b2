"""The list of earlier years' trainings, as a kind of list that may come in."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.exports import list_template
from intake.kinds import Judging, RowByRow, Written
from intake.layout import ListSheet, RawRow
from intake.models import ListImport
from intake.verdicts import RowVerdict
from people.models import OrgUnit, User
from records.history.fields import SAMPLE_TITLE, VOCABULARY
from records.history.judging import Judge
from records.history.matching import match_rows
from records.roles import ROLES
from records.services.history import post_history, take_history_back

TEMPLATE_COLUMNS = (
    ("name", "姓名*", "张三"),
    ("staff_no", "工号", ""),
    ("id_number", "身份证号", ""),
    ("unit", "单位", "市政府办"),
    ("year", "年度", "2019"),
    ("title", "培训班名称*", SAMPLE_TITLE),
    ("period", "培训时间", "2019.05.06-2019.05.08"),
    ("organiser", "主办单位", "市人社局"),
    ("hours", "学时*", "24"),
    ("bucket", "培训方式", "集中培训"),
    ("result", "考核结果", "合格"),
    ("certificate_no", "证书编号", ""),
)


class HistoryList(RowByRow):
    code = "history"
    label = _("Trainings of earlier years")
    advice = _(
        "One row is one training of one person. People are recognised by number, or by name together with mobile or "
        "unit, those who retired or left too. A training that stands already is not posted again."
    )
    undo_advice = _(
        "Every entry is taken back by a correction to nothing, and both stay readable. This is refused once one of "
        "them was corrected by hand."
    )
    permission = "records.import_history"
    vocabulary = VOCABULARY
    shown = ("name", "title", "year", "hours")

    def units(self, user: User) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("keep_records")))

    def seen_by(self, user: User) -> Q:
        return user.scope.reach("unit__path", ROLES.who("keep_records"))

    def row_judge(self, sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
        return Judge(timezone.localdate()).judge

    def compare(self, verdicts: list[RowVerdict], judging: Judging) -> None:
        match_rows(verdicts, judging)

    def write(
        self, rows: list[RowVerdict], *, listing: ListImport, by: User | None, choices: dict[str, Any]
    ) -> Written:
        return Written(post_history(rows=rows, listing=listing), 0, {})

    def undo(self, undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
        take_history_back(listing=listing)

    def template(self) -> bytes:
        return list_template("往年培训", TEMPLATE_COLUMNS, VOCABULARY, {})
