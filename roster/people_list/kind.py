"""The list of people, as a kind of list that may come in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import DateInput
from intake.kinds import Judging, RowByRow, Written
from intake.layout import ListSheet, RawRow
from intake.models import ListImport
from intake.options import Options
from intake.verdicts import RowVerdict
from people.choices import PersonStatus, Sex, StaffCategory, Track
from people.models import OrgUnit, User
from people.news import Message
from people.roles import ROLES
from roster.exports import roster_template
from roster.messages import ROSTER_TAKEN_OVER, ROSTER_UNDONE
from roster.people_list.entering import OF_POSTING, enter_rows, take_rows_back
from roster.people_list.fields import VOCABULARY
from roster.people_list.reading import compare_with_roster, row_judge
from roster.telling import of_roster

# Fields whose values are codes.
CHOICES = {"sex": Sex, "staff_category": StaffCategory, "status": PersonStatus, "track": Track}


class PeopleList(RowByRow):
    code = "people"
    label = _("Roster")
    advice = _("Who is in the roster already is recognised by number, or by name together with mobile or unit.")
    permission = "roster.import_roster"
    vocabulary = VOCABULARY

    def units(self, user: User) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.open().filter(user.scope.reach("path", ROLES.who("keep_roster")))

    def seen_by(self, user: User) -> Q:
        return user.scope.reach("unit__path", ROLES.who("settle_entries"))

    def row_judge(self, sheet: ListSheet, judging: Judging) -> Callable[[RawRow], RowVerdict]:
        return row_judge(sheet, judging)

    def compare(self, verdicts: list[RowVerdict], judging: Judging) -> None:
        compare_with_roster(verdicts, judging)

    def write(
        self, rows: list[RowVerdict], *, listing: ListImport, by: User | None, choices: dict[str, Any]
    ) -> Written:
        day = date.fromisoformat(choices["day"]) if choices.get("day") else timezone.localdate()
        return enter_rows(rows, day=day, corrected=set(choices.get("correct", ())), by=by)

    def undo(self, undo: dict[str, Any], *, listing: ListImport, by: User | None) -> None:
        take_rows_back(undo, listing=listing, by=by)

    def told(self, listing: ListImport, *, is_undone: bool) -> list[Message]:
        return of_roster(listing, ROSTER_UNDONE if is_undone else ROSTER_TAKEN_OVER)

    def option_fields(self, options: Options) -> dict[str, forms.Field]:
        label = _("Take rows over whose ID number is incomplete, masked or reads “to follow”; the number is left out")
        return {"id_is_optional": forms.BooleanField(label=label, required=False)}

    def commit_fields(self) -> dict[str, forms.Field]:
        return {
            "day": forms.DateField(
                label=_("Changes of post and unit hold from"),
                widget=DateInput,
                initial=timezone.localdate,
                required=False,
                help_text=_("The earlier posting ends on that day and stays in the history."),
            )
        }

    def row_choices(self, verdict: RowVerdict) -> dict[str, Any]:
        """A changed post is another posting from a day on, unless the roster only had it wrong."""
        if "unit" in verdict.changes or "status" in verdict.changes:
            return {}
        changed = [name for name in verdict.changes if name in OF_POSTING and name != "track"]
        return {"correct": _("The roster only had it wrong: no new posting")} if changed else {}

    def label_of(self, name: str) -> Any:
        return {"status": _("Status"), "spare_mobile": _("Second mobile")}.get(name) or super().label_of(name)

    def in_words(self, name: str, value: str) -> str:
        if name in CHOICES and value:
            return str(CHOICES[name](value).label)
        return value

    def template(self) -> bytes:
        return roster_template()
