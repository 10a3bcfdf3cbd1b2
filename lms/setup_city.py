"""A city on its first day: the roots of the tree, its units, the first accounts, and what it takes from the demo."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services.first_accounts import FirstAccount, open_first_accounts
from accounts.services.passwords import Slip
from common.errors import NotAllowed
from common.tables import read_book
from courses.demo import load_courses
from courses.models import Course
from intake.services.at_once import Taken, look_at_list, take_list
from people.choices import Role
from people.installation import is_demo
from people.models import User
from questions.demo import load_bank
from questions.models import Question
from reports.services import copy_forms
from roster.services.unit_lists import ensure_roots
from roster.unit_list.kind import UnitList
from training.demo_calendar import load_calendar
from training.models import CalendarDay, DailyHours

ADMINISTRATORS = (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN)


@dataclass(frozen=True)
class Plan:
    """What is asked for. `names` gives the first accounts' holders by role; `copies` what to take from the demo."""

    city: str = "南阳市"
    code: str = "NY"
    units: bytes | None = None
    units_name: str = ""
    names: dict[str, str] = field(default_factory=dict)
    copies: tuple[str, ...] = ()


@dataclass
class SetUp:
    units: Taken | None = None
    slips: list[Slip] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        units = self.units.counts if self.units else {}
        rows = [verdict.as_json() for verdict in self.units.verdicts] if self.units else []
        return {**units, "rows": rows, "accounts": [slip.username for slip in self.slips], "copied": self.copied}


class _DryRun(Exception):
    """Takes back everything a dry run has tried."""


def set_up_city(plan: Plan, *, commit: bool) -> SetUp:
    """Does what is asked for, nothing of it while a row of the list has an error; a second run adds only what is
    missing. A dry run tries it all and takes it back."""
    if is_demo():
        message = _("This database holds the demo city. Set DATABASE_URL or ZHENGXUN_DATA to an empty place.")
        raise NotAllowed(message, code="is_demo")
    answer = _tried(plan)
    if not commit:
        return answer
    if answer.units and (wrong := answer.units.summary["errors"]):
        message = _("Nothing was written: %(n)d rows have an error. Mend the list and send it again.")
        raise NotAllowed(message % {"n": wrong}, code="rows_with_errors")
    with transaction.atomic():
        city = ensure_roots(plan.city, plan.code)
    if plan.units is not None:
        answer.units = take_list(kind=UnitList(), file_name=plan.units_name, data=plan.units, unit=city, by=None)
    with transaction.atomic():
        answer.copied = _copied(plan)
        if not User.objects.exists():
            answer.slips = open_first_accounts(accounts=first_accounts(plan.names), by=None)
    return answer


def _tried(plan: Plan) -> SetUp:
    """What would be done. The file is opened before the transaction that is taken back."""
    answer = SetUp()
    grids = read_book(plan.units, plan.units_name) if plan.units is not None else None
    try:
        with transaction.atomic():
            city = ensure_roots(plan.city, plan.code)
            if grids is not None:
                answer.units = look_at_list(kind=UnitList(), grids=grids, unit=city, by=None)
            answer.copied = _copied(plan)
            raise _DryRun
    except _DryRun:
        return answer


def _copied(plan: Plan) -> list[str]:
    return [name for name in plan.copies if COPIES[name]()]


def first_accounts(names: dict[str, str]) -> list[FirstAccount]:
    usernames = {Role.TRAINING_OFFICER: "officer", Role.HR: "hr"}
    roles = (*ADMINISTRATORS, Role.TRAINING_OFFICER, Role.HR)
    return [
        FirstAccount(usernames.get(role, str(role)), names.get(role) or str(Role(role).label), role) for role in roles
    ]


def copy_courses() -> bool:
    if Course.objects.exists():
        return False
    root = ensure_roots()
    load_courses(lambda code: root, timezone.now())
    return True


def copy_questions() -> bool:
    if Question.objects.exists():
        return False
    load_bank(None)
    return True


def copy_rules() -> bool:
    """Hours of the day and fixed holidays; the hour rule and the numbering are there from the start."""
    if DailyHours.objects.exists() or CalendarDay.objects.exists():
        return False
    load_calendar(timezone.localdate().year, None)
    return True


COPIES: dict[str, Callable[[], bool]] = {
    "courses": copy_courses,
    "questions": copy_questions,
    "rules": copy_rules,
    "templates": copy_forms,
}
