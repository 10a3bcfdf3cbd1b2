"""Changing the keys of stored numbers while the site runs.

A rotation begins with a second key in the key file and ends when the old one is removed; between the two, values
are found and read under either, so that it may be interrupted at any point and run again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed
from common.sealing.crypto import WrongKey, key_ring
from common.sealing.key_file import add_key, remove_key
from people.models import Person, User
from people.services.persons import BATCH, set_mobile
from people.trail import audit

ROTATED = ("field", "index", "evidence")
SEALED = ("id_number_sealed", "mobile_sealed", "spare_mobile_sealed")
DIGESTS = ("id_number_index", "mobile_index", "mobile_last4_index", "spare_mobile_index")
FIRST = UUID(int=0)


@dataclass(frozen=True)
class SealedColumns:
    """Columns of another app that hold what a key of the purpose made, registered under the hook `sealed_columns`:
    `renew` writes again what was written with one of the keys and returns how many rows that were, `in_need_of` counts
    the rows that need a key."""

    renew: Callable[[list[str]], int]
    in_need_of: Callable[[str], int]
    purpose: str = "field"


def sealed_columns(purpose: str) -> list[SealedColumns]:
    every = [columns for hook in hooks.get_hooks("sealed_columns") for columns in hook()]
    return [columns for columns in every if columns.purpose == purpose]


@dataclass(frozen=True)
class Rotation:
    """How far a rotation is. `needed` counts, by older key, the rows that cannot do without it."""

    purpose: str
    current: str
    added: bool
    renewed: int
    unreadable: list[str]
    needed: dict[str, int]

    @property
    def removable(self) -> list[str]:
        return [version for version, rows in self.needed.items() if not rows]


def rotate_keys(*, purpose: str, by: User | None) -> Rotation:
    """Begin a rotation, or go on with one that has not ended; not one transaction, so that it can be interrupted."""
    # Evidence is never written again: its old keys stay, and each rotation adds one.
    added = purpose == "evidence" or not older_than_current(purpose)
    if added:
        version = add_key(purpose)
        audit.record(None, "people.add_key", by=by, data={"purpose": purpose, "version": version})
    renewed, unreadable = (0, []) if purpose == "evidence" else renew_people(purpose)
    renewed += sum(columns.renew(older_than_current(purpose)) for columns in sealed_columns(purpose))
    needed = {version: rows_in_need_of(purpose, version) for version in older_than_current(purpose)}
    return Rotation(purpose, key_ring(purpose).current, added, renewed, unreadable, needed)


def renew_people(purpose: str) -> tuple[int, list[str]]:
    """Write the numbers of all people under the current keys, a batch a transaction, in the order of `uuid`; what
    an earlier run did is passed over. Returns how many rows were written, and which cannot be read."""
    old = any_of(uses(purpose, version) for version in older_than_current(purpose))
    unreadable: list[str] = []
    renewed, last = 0, FIRST
    while True:
        with transaction.atomic():
            rows = Person.objects.select_for_update().filter(old, uuid__gt=last).order_by("uuid")
            batch = list(rows[:BATCH])
            if not batch:
                return renewed, unreadable
            for person in batch:
                if renew(person):
                    person.save(update_fields=[*SEALED, *DIGESTS])
                    renewed += 1
                else:
                    unreadable.append(str(person.uuid))
            last = batch[-1].uuid


def renew(person: Person) -> bool:
    """Seal and index the same numbers again, under the current keys; False if they cannot be read."""
    try:
        id_number, mobile, spare_mobile = person.id_number, person.mobile, person.spare_mobile
    except WrongKey:
        return False
    person.id_number, person.spare_mobile = id_number, spare_mobile
    set_mobile(person, mobile)
    return True


def uses(purpose: str, version: str) -> Q:
    """Condition on people: one of their numbers was written with this key."""
    if purpose == "field":
        return sealed_with(version, SEALED)
    return any_of(Q(**{f"{column}__startswith": f"{version}:"}) for column in DIGESTS)


def sealed_with(version: str, columns: Iterable[str]) -> Q:
    first, end = f"{version}:".encode(), f"{version};".encode()  # a semicolon follows the colon
    return any_of(Q(**{f"{column}__gte": first, f"{column}__lt": end}) for column in columns)


def any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=()))


def older_than_current(purpose: str) -> list[str]:
    ring = key_ring(purpose)
    return [version for version in ring.keys if version != ring.current]


def rows_in_need_of(purpose: str, version: str) -> int:
    """How many rows could no longer be read, found or verified without this key."""
    if purpose == "evidence":
        return sum(rows.filter(mac__startswith=f"{version}:").count() for rows in rows_with_a_code())
    people = Person.objects.filter(uses(purpose, version)).count()
    return people + sum(columns.in_need_of(version) for columns in sealed_columns(purpose))


def rows_with_a_code() -> list[QuerySet[models.Model]]:
    holders = [model for model in apps.get_models() if any(f.name == "mac" for f in model._meta.concrete_fields)]
    return [model._base_manager.all() for model in holders]


def retire_key(*, purpose: str, version: str, by: User | None) -> None:
    """Remove an old key that no row needs any more."""
    if version not in older_than_current(purpose):
        raise NotAllowed(_("Key %(n)s is not an old key of this purpose.") % {"n": version}, code="not_an_old_key")
    rows = rows_in_need_of(purpose, version)
    if rows:
        raise NotAllowed(
            _("%(rows)d rows still need key %(n)s. Run the rotation again; API tokens are renewed when they are used.")
            % {"rows": rows, "n": version},
            code="key_in_use",
        )
    remove_key(purpose, version)
    audit.record(None, "people.retire_key", by=by, data={"purpose": purpose, "version": version})
