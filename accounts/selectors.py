from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.rules import why_no_slip, with_duties
from common.errors import NotAllowed
from people.models import AuditEvent, OrgUnit, Person, Posting, RoleAssignment, User
from people.roles import ROLES

MOST_LOOKS = 200


def open_sessions(user: User) -> QuerySet[UserSession]:
    """Where the account is signed in now, the latest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    own = UserSession.objects.filter(user=user, session_key__in=alive.values("session_key"))
    return own.order_by("-last_seen_at", "-id")


@dataclass(frozen=True)
class SlipCandidate:
    """Somebody who may get a slip: their account if they have one, and why they may not."""

    person: Person
    user: User | None
    refusal: NotAllowed | None


def slip_candidates(*, people: QuerySet[Person], by: User) -> list[SlipCandidate]:
    """The people in the order of the roster, each judged by itself; the same statements for any number."""
    roles = RoleAssignment.objects.not_ended().select_related("unit")
    held = Prefetch("user__role_assignments", queryset=roles, to_attr="roles_held")
    rows = list(people.in_unit_order().with_posting().select_related("user").prefetch_related(held))  # type: ignore[attr-defined]
    taken = set(
        User.objects.filter(person=None, username__in=[row.staff_no for row in rows]).values_list("username", flat=True)
    )
    users = {row.pk: getattr(row, "user", None) for row in rows}
    busy = with_duties([user.pk for user in users.values() if user])
    return [SlipCandidate(row, users[row.pk], why_no_slip(row, taken, busy, by)) for row in rows]


def people_without_account(unit: OrgUnit) -> QuerySet[Person]:
    """In post in the unit or below it, and unable to sign in yet."""
    posted = Posting.objects.current().filter(unit__in=OrgUnit.objects.get_queryset().subtree(unit))
    return Person.objects.in_post().filter(pk__in=posted.values("person"), user=None)


@dataclass(frozen=True)
class Look:
    """That somebody had one of a person's numbers shown: when, which one, and in which of their roles of that day."""

    at: datetime
    field: str
    roles: list[str]


def looks_at(person: Person) -> list[Look]:
    """Newest first; two statements whatever the number."""
    events = AuditEvent.objects.filter(object_type="people.person", object_id=str(person.pk), action="people.unmask")
    rows = list(events.values_list("recorded_at", "actor", "data")[:MOST_LOOKS])
    held = defaultdict(list)
    for role in RoleAssignment.objects.filter(
        user__in={actor for _at, actor, _data in rows}, role__in=ROLES.who("unmask")
    ):
        held[role.user_id].append(role)
    return [Look(at, data.get("field", ""), _roles_on(held[actor], localdate(at))) for at, actor, data in rows]


def _roles_on(assignments: list[RoleAssignment], day: date) -> list[str]:
    roles = [a for a in assignments if a.started_on <= day and (a.ended_on is None or a.ended_on >= day)]
    return sorted({str(role.get_role_display()) for role in roles})
