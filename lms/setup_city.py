"""A city on its first day: the roots of the tree, its units, the first accounts, and what it takes from the demo."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from courses.demo import load_courses
from courses.models import Course
from people.choices import Role
from people.installation import is_demo
from people.models import User
from people.services.first_accounts import FirstAccount, open_first_accounts
from people.services.passwords import Slip
from questions.demo import load_bank
from questions.models import Question
from reports.services import copy_forms
from roster.services.unit_lists import UnitImport, ensure_roots, take_units
from roster.unit_list import read_unit_list
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
    units: UnitImport | None = None
    slips: list[Slip] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        units = self.units.as_json() if self.units else {"rows": []}
        return {**units, "accounts": [slip.username for slip in self.slips], "copied": self.copied}


class _DryRun(Exception):
    """Takes back everything a dry run has tried."""


def set_up_city(plan: Plan, *, commit: bool) -> SetUp:
    """Does what is asked for, all of it or nothing; a second run adds only what is missing. A dry run tries it all
    and takes it back."""
    if is_demo():
        message = _("This database holds the demo city. Set DATABASE_URL or ZHENGXUN_DATA to an empty place.")
        raise NotAllowed(message, code="is_demo")
    answer = SetUp()
    rows = read_unit_list(plan.units, plan.units_name) if plan.units is not None else None
    try:
        with transaction.atomic():
            ensure_roots(plan.city, plan.code)
            if rows is not None:
                answer.units = take_units(rows=rows, file_name=plan.units_name, commit=commit, by=None)
            if commit and not User.objects.exists():
                answer.slips = open_first_accounts(accounts=first_accounts(plan.names), by=None)
            for name in plan.copies:
                if COPIES[name]():
                    answer.copied.append(name)
            if not commit:
                raise _DryRun
    except _DryRun:
        pass
    return answer


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
