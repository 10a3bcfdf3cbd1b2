import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed
from people.channels import channels
from people.choices import SENT_BY_DEFAULT, SLIP_GIVERS, SLIP_ROLES, UNMASKING_ROLES, MessageGroup, PersonStatus, Role
from people.models import (
    AuditEvent,
    MessageTemplate,
    OrgUnit,
    Person,
    Posting,
    RoleAssignment,
    UnitAlias,
    UnitChange,
    User,
)
from people.news import MessageKind, message_kinds

MOBILE_DIGITS = 11
MOST_LOOKS = 200


def units_with_headcount(units: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """Adds `headcount`, the people posted to the unit itself today."""
    posted = (
        Posting.objects.current()
        .filter(unit=OuterRef("pk"), person__status=PersonStatus.ACTIVE)
        .order_by()
        .values("unit")
        .annotate(n=Count("pk"))
    )
    return units.annotate(headcount=Coalesce(Subquery(posted.values("n"), output_field=IntegerField()), 0))


@dataclass(frozen=True)
class UnitSummary:
    ancestors: list[OrgUnit]
    children: list[OrgUnit]
    liaisons: list[RoleAssignment]
    headcount: int
    aliases: list[UnitAlias]
    changes: list[UnitChange]
    siblings: list[OrgUnit]


def unit_summary(unit: OrgUnit) -> UnitSummary:
    """What the page of one unit shows."""
    return UnitSummary(
        ancestors=list(unit.get_ancestors()),
        children=list(units_with_headcount(unit.get_children())),
        liaisons=list(liaisons_of(unit)),
        headcount=Posting.objects.current().filter(unit=unit, person__status=PersonStatus.ACTIVE).count(),
        aliases=list(unit.aliases.order_by("pk")),
        changes=list(unit.changes.select_related("by")),
        siblings=[] if unit.is_root() else list(unit.get_siblings().exclude(pk=unit.pk)),
    )


def liaisons_of(unit: OrgUnit) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.current().filter(role=Role.LIAISON, unit=unit).select_related("user")


def roles_of_person(person: Person) -> QuerySet[RoleAssignment]:
    """What the person's account may do today."""
    return RoleAssignment.objects.current().filter(user__person=person, user__is_active=True).select_related("unit")


def contacts_of(unit: OrgUnit) -> list[User]:
    """Enabled liaisons who answer for the unit; where it has none, its HR officers."""
    return holders_for(unit, Role.LIAISON) or holders_for(unit, Role.HR)


def holders_for(unit: OrgUnit, role: Role) -> list[User]:
    """Enabled accounts whose role reaches the unit."""
    path = unit.path
    above = [path[:end] for end in range(OrgUnit.steplen, len(path), OrgUnit.steplen)]
    within = Q(unit=unit) | Q(unit__path__in=above, with_subordinates=True)
    held = RoleAssignment.objects.current().filter(within, role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")))


def holders_of(role: Role) -> list[User]:
    """Enabled accounts with the role, wherever."""
    held = RoleAssignment.objects.current().filter(role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")))


def successors() -> dict[int, int]:
    """Units that were merged, each with the unit it is today; chains are followed to their end."""
    into = dict(OrgUnit.objects.exclude(merged_into=None).order_by().values_list("pk", "merged_into"))
    now = {}
    for unit, last in into.items():
        while last in into:
            last = into[last]
        now[unit] = last
    return now


def users_with_role_in(units: QuerySet[OrgUnit], role: str) -> QuerySet[User]:
    """Enabled accounts that hold a role in one of the units today."""
    held = RoleAssignment.objects.current().filter(role=role, unit__in=units)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def people_posted_to(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit itself."""
    return Person.objects.filter(postings__in=Posting.objects.current().filter(unit=unit)).order_by("staff_no")


def account_named(typed: str) -> User | None:
    """The account somebody means by a staff number or a mobile number. Of two who have a mobile, whoever had it first
    signs in with it: nobody takes the name of another."""
    named = User.objects.filter(username=typed).first()
    if named or not (typed.isascii() and typed.isdigit() and len(typed) == MOBILE_DIGITS):
        return named
    owners = Person.objects.filter(mobile_index__in=Person.mobile.indexes(typed)).exclude(status=PersonStatus.MERGED)
    first = owners.order_by("mobile_since", "pk").first()
    return User.objects.filter(person=first).first() if first else None


def people_found_by(text: str) -> QuerySet[Any]:
    """Keys of the people with this in the name, or whose staff number, pinyin or initials begin so, or whose mobile
    number ends so. Each way of looking reads one index. Whole numbers are not looked for: the text is in the address."""
    people, text = Person.objects.order_by(), text.strip()
    if not text.isascii():
        return people.filter(name__contains=text).values("pk")
    ways = [people.filter(begins_with("staff_no", text) | begins_with("staff_no", text.upper()))]
    letters = re.sub(r"[ '-]", "", text.lower())
    if letters.isalpha():
        ways += [people.filter(begins_with(field, letters)) for field in ("initials", "pinyin_letters")]
    if text.isdigit():
        ways += [people.with_mobile_ending(text)]
    first, *others = [way.values("pk") for way in ways]
    return first.union(*others)


def begins_with(field: str, text: str) -> Q:
    """A range, because SQLite scans the table for a prefix match."""
    return Q(**{f"{field}__range": (text, f"{text}zzzz")})


def people_of_unit(unit: OrgUnit) -> QuerySet[Person]:
    """People posted today to the unit or below it, in roster order, with their posting loaded."""
    posted = Posting.objects.current().filter(unit__in=OrgUnit.objects.get_queryset().subtree(unit))
    return Person.objects.in_post().filter(pk__in=posted.values("person")).in_unit_order().with_posting()


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
    busy = _accounts_with_duties([user.pk for user in users.values() if user])
    return [SlipCandidate(row, users[row.pk], _slip_refusal(row, taken, busy, by)) for row in rows]


def _accounts_with_duties(ids: list[int]) -> set[int]:
    """Which of the accounts look after others without a role, as teacher of a class or staff of an examination: the
    apps above say so."""
    return {pk for duties in hooks.get_hooks("accounts_with_duties") for pk in duties(ids)}


def _slip_refusal(person: Person, taken: set[str], busy: set[int], by: User) -> NotAllowed | None:
    user = getattr(person, "user", None)
    if person.pk == by.person_id:
        return NotAllowed(_("Change your own password instead of printing a slip."), code="own_account")
    if person.posting is None or not by.scope.covers(person.posting.unit.path, *SLIP_GIVERS):
        return NotAllowed(_("Not in a unit you look after. Ask the HR office."), code="out_of_reach")
    if user is None:
        text = _("An account of this staff number exists without a person. The system administrator clears this up.")
        return NotAllowed(text, code="username_taken") if person.staff_no in taken else None
    if not user.is_active:
        return NotAllowed(_("The account is disabled. The system administrator enables it."), code="disabled")
    return None if user.pk not in busy and _may_reset(user, by) else _elevated()


def _may_reset(user: User, by: User) -> bool:
    """Whoever can reset a password can sign in as its owner: nobody reaches a wider role than their own that way."""
    liaison_of = [held.unit.path for held in user.roles_held if held.role == Role.LIAISON]  # type: ignore[attr-defined]
    wider = {held.role for held in user.roles_held} - SLIP_ROLES - {Role.LIAISON}  # type: ignore[attr-defined]
    return not (user.is_superuser or wider) and all(by.scope.covers(path, Role.HR) for path in liaison_of)


def _elevated() -> NotAllowed:
    text = _("This account has a role of its own. For it the system administrator prints the slip.")
    return NotAllowed(text, code="elevated_role")


def people_without_account(unit: OrgUnit) -> QuerySet[Person]:
    """In post in the unit or below it, and unable to sign in yet."""
    posted = Posting.objects.current().filter(unit__in=OrgUnit.objects.get_queryset().subtree(unit))
    return Person.objects.in_post().filter(pk__in=posted.values("person"), user=None)


@dataclass(frozen=True)
class SetupCounts:
    """How far a new installation is: access units, those with nobody in the roster or no liaison, and how many
    accounts with a role beyond a trainee's still wait for their owner's first sign-in."""

    units: int
    empty: int
    without_liaison: int
    on_slips: int


def setup_counts() -> SetupCounts:
    units = OrgUnit.objects.open().access_units()
    staffed = Posting.objects.current().filter(unit=OuterRef("pk"), person__status=PersonStatus.ACTIVE)
    liaisons = RoleAssignment.objects.current().filter(unit=OuterRef("pk"), role=Role.LIAISON, user__is_active=True)
    held = RoleAssignment.objects.current().exclude(role__in=SLIP_ROLES)
    return SetupCounts(
        units=units.count(),
        empty=units.filter(~Exists(staffed)).count(),
        without_liaison=units.filter(~Exists(liaisons)).count(),
        on_slips=User.objects.filter(is_active=True, initial_until__isnull=False, pk__in=held.values("user")).count(),
    )


def message_groups() -> list[str]:
    """The groups that anybody is told something of, in their fixed order."""
    used = {kind.group for kind in message_kinds()}
    return [group for group in MessageGroup if group in used]


def channel_choices(user: User) -> dict[str, set[str]]:
    """Which groups of news leave for the user by each channel, chosen or by default."""
    rows = user.channel_choices.values_list("channel", "group", "is_wanted")
    chosen = {(channel, group): wanted for channel, group, wanted in rows}
    return {
        code: {group for group in message_groups() if chosen.get((code, group), group in SENT_BY_DEFAULT)}
        for code in channels()
    }


@dataclass(frozen=True)
class KindRow:
    """A kind of event with the house's own words, if it has any."""

    kind: MessageKind
    group: str
    own: MessageTemplate | None


def message_of(kind: MessageKind) -> MessageTemplate | None:
    """The house's own words for a kind of event."""
    return MessageTemplate.objects.filter(kind=kind.code, language=settings.LANGUAGE_CODE).first()


def messages_of(codes: Iterable[str]) -> dict[str, MessageTemplate]:
    """The house's own words by the code of the event."""
    return {row.kind: row for row in MessageTemplate.objects.filter(kind__in=codes, language=settings.LANGUAGE_CODE)}


def messages_for_list() -> list[KindRow]:
    own = messages_of(kind.code for kind in message_kinds())
    return [KindRow(kind, str(MessageGroup(kind.group).label), own.get(kind.code)) for kind in message_kinds()]


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
    for role in RoleAssignment.objects.filter(user__in={actor for _at, actor, _data in rows}, role__in=UNMASKING_ROLES):
        held[role.user_id].append(role)
    return [Look(at, data.get("field", ""), _roles_on(held[actor], localdate(at))) for at, actor, data in rows]


def _roles_on(assignments: list[RoleAssignment], day: date) -> list[str]:
    roles = [a for a in assignments if a.started_on <= day and (a.ended_on is None or a.ended_on >= day)]
    return sorted({str(role.get_role_display()) for role in roles})
