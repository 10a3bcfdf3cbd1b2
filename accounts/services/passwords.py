"""Slips with one-time codes, and the passwords people choose for themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import in_groups, new_code
from accounts.messages import SLIP_PRINTED
from accounts.models import UsedPassword
from accounts.selectors import SlipCandidate, slip_candidates
from accounts.services.sessions import end_sessions_of, revoke_tokens_of
from common.errors import NotAllowed
from notifications.services.inbox import tell
from people.models import Person, User
from people.news import to_each
from people.trail import audit

SLIP_VALID = timedelta(days=14)
MAX_SLIPS = 200


@dataclass(frozen=True)
class Slip:
    """One slip of paper. The clear code exists here and in print, nowhere else."""

    unit: str
    name: str
    username: str
    until: datetime
    code: str = field(repr=False)


@dataclass(frozen=True)
class Secret:
    """A fresh code and its hash, which takes 50 ms on purpose and so is made outside transactions."""

    code: str = field(repr=False)
    digest: str = field(repr=False)

    @classmethod
    def fresh(cls) -> "Secret":
        code = new_code()
        return cls(code, make_password(code))


def issue_slips(*, people: Iterable[Person], by: User, seen_at: datetime | None = None) -> list[Slip]:
    """Give people of the roster a one-time code each, in the order of the roster; opens the accounts that are missing.

    An existing password, its sessions and tokens die. `seen_at` is when the user was shown who is to get one: what was
    printed after that is not made worthless by a second click.
    """
    ids = [person.pk for person in people]
    if len(ids) > MAX_SLIPS:
        raise NotAllowed(_("At most %(n)d slips at once. Choose fewer people.") % {"n": MAX_SLIPS}, code="too_many")
    secrets = {pk: Secret.fresh() for pk in ids}
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        candidates = slip_candidates(people=Person.objects.filter(pk__in=ids), by=by)
        for candidate in candidates:
            if candidate.refusal:
                raise candidate.refusal
        users = _open_missing_accounts(candidates, by)
        codes = {user.pk: secrets[one.person.pk] for user, one in zip(users, candidates, strict=True)}
        until = _reset(codes, seen_at, by)
    return [
        _slip(user, one.person.posting.unit.short_name, codes[user.pk], until)
        for user, one in zip(users, candidates, strict=True)
    ]


def issue_account_slip(*, user: User, by: User, seen_at: datetime | None = None) -> Slip:
    """The system administrator's way, for any account but their own."""
    secret = Secret.fresh()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.pk == by.pk:
            raise NotAllowed(_("Change your own password instead of printing a slip."), code="own_account")
        if not user.is_active:
            raise NotAllowed(_("This account is disabled. Enable it first."), code="disabled")
        until = _reset({user.pk: secret}, seen_at, by)
    posting = user.person.postings.current().select_related("unit").first() if user.person else None
    return _slip(user, posting.unit.short_name if posting else "", secret, until)


def _slip(user: User, unit: str, secret: Secret, until: datetime) -> Slip:
    return Slip(unit, str(user), user.username, until, in_groups(secret.code))


def _open_missing_accounts(candidates: list[SlipCandidate], by: User) -> list[User]:
    """The account of each, in the same order."""
    people = [one.person for one in candidates if one.user is None]
    new = [User(username=person.staff_no, person=person, display_name=person.name) for person in people]
    opened = {user.person_id: user for user in User.objects.bulk_create(new)}
    audit.record_each(opened.values(), "people.open_account", by=by)
    return [one.user or opened[one.person.pk] for one in candidates]


def _reset(secrets: dict[int, Secret], seen_at: datetime | None, by: User) -> datetime:
    """Put the codes in place of the passwords of the accounts with these keys."""
    until = timezone.now() + SLIP_VALID
    locked = list(User.objects.select_for_update().filter(pk__in=secrets).order_by("pk"))
    in_use = [user for user in locked if user.initial_until is None and user.has_usable_password()]
    for user in locked:
        if seen_at and user.initial_until and user.initial_until - SLIP_VALID > seen_at:
            raise NotAllowed(
                _("A slip for %(name)s was printed after you opened this page. Open it anew if that print is lost.")
                % {"name": user},
                code="printed_meanwhile",
            )
        user.password, user.initial_until = secrets[user.pk].digest, until
    User.objects.bulk_update(locked, ["password", "initial_until"])
    end_sessions_of(locked)
    revoke_tokens_of(locked)
    events = audit.record_each(locked, "accounts.issue_slip", by=by, data={"until": until.isoformat()})
    if in_use:
        # No page to open: until they have chosen a password every page leads there.
        tell(events[0], to_each(in_use, SLIP_PRINTED))
    return until


def choose_password(*, user: User, password: str, by: User) -> User:
    """The owner's own choice: ends a slip and every open sign-in. Hashing is done outside the transaction."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise NotAllowed(" ".join(error.messages), code="weak_password") from error
    digest, now = make_password(password), timezone.now()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.initial_until is None and user.has_usable_password():
            UsedPassword.objects.create(user=user, password=user.password, replaced_at=now)
        user.password, user.initial_until, user.password_changed_at = digest, None, now
        user.save(update_fields=["password", "initial_until", "password_changed_at"])
        end_sessions_of([user])
        audit.record(user, "accounts.change_password", by=by)
    return user
