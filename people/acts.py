"""Which acts take a second person here, and whether the three administrators must be three people."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from common.acts import Act, act_named, second_person_acts
from common.database import is_embedded
from people.models import ActRule, RoleAssignment, User
from people.roles import ROLES

SEPARATION = Act(
    "people.separate_administrators",
    _("The three administrators are three people"),
    _("Nobody holds two of the roles system, security and audit administrator."),
    default=True,
)


@dataclass(frozen=True)
class ActState:
    """An act as the page shows it; `rule` is None while nobody has decided."""

    act: Act
    in_force: bool
    rule: ActRule | None


def act_states() -> list[ActState]:
    """Every act that can be bound to a second person."""
    return _states(second_person_acts())


def separation_state() -> ActState:
    return _states([SEPARATION])[0]


def _states(acts: list[Act]) -> list[ActState]:
    decided = ActRule.objects.filter(act__in=[act.code for act in acts]).select_related("changed_by")
    rules = {rule.act: rule for rule in decided}
    return [
        ActState(act, rules[act.code].in_force if act.code in rules else act.default, rules.get(act.code))
        for act in acts
    ]


def in_force(act: Act) -> bool:
    decided = ActRule.objects.filter(act=act.code).values_list("in_force", flat=True).first()
    return act.default if decided is None else decided


def needs_second(code: str) -> bool:
    return in_force(act_named(code))


def administrators_are_separate() -> bool:
    """Only an office with everything on one computer may do without."""
    return not is_embedded() or in_force(SEPARATION)


def holders_of_several() -> QuerySet[User]:
    """Accounts with more than one of the three administrators' roles, now or later."""
    held = RoleAssignment.objects.not_ended().filter(role__in=ROLES.who("one_of_three")).order_by().values("user")
    several = held.annotate(roles=Count("role", distinct=True)).filter(roles__gt=1)
    return User.objects.filter(pk__in=several.values("user")).order_by("username")
