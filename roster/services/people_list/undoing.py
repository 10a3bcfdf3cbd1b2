import json
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.crypto import unseal_bytes
from common.errors import NotAllowed
from intake.choices import ImportState
from intake.models import RosterImport
from people import audit
from people.models import Person, Posting, User
from people.services.persons import take_keys
from roster.services.people_list.committing import COLUMNS, save_columns, set_field

MOST_NAMED = 5


@transaction.atomic
def undo_roster(*, roster: RosterImport, by: User | None) -> RosterImport:
    """Put everything back as it was before the import, or nothing: refused once somebody has built on it."""
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state == ImportState.UNDONE:
        return roster
    if roster.state != ImportState.COMMITTED:
        raise NotAllowed(_("Only an import that was taken over can be undone."), code="not_committed")
    undo = json.loads(unseal_bytes(roster.undo_sealed or b"", aad=roster.aad("undo")))
    _undo_moves(undo["moved"])
    _undo_postings(undo["postings"])
    _undo_people(undo["people"])
    _remove(undo["created"])
    roster.state, roster.undone_at, roster.undone_by = ImportState.UNDONE, timezone.now(), by
    roster.save(update_fields=["state", "undone_at", "undone_by"])
    audit.record(
        roster, "roster.undo_roster", by=by, data={"removed": len(undo["created"]), "restored": len(undo["people"])}
    )
    return roster


def _changed_since(names: list[str]) -> NotAllowed:
    message = _("Changed since the import, so it cannot be undone as a whole: %(names)s. Put these right by hand.")
    shown = "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    return NotAllowed(message % {"names": shown}, code="changed_since")


def _undo_moves(moves: list[dict[str, Any]]) -> None:
    opened = {posting.pk: posting for posting in Posting.objects.filter(pk__in=[move["opened"] for move in moves])}
    gone = [move["person"] for move in moves if move["opened"] not in opened or opened[move["opened"]].ended_on]
    if gone:
        raise _changed_since(list(Person.objects.filter(pk__in=gone).values_list("name", flat=True)))
    Posting.objects.filter(pk__in=opened).delete()
    Posting.objects.filter(pk__in=[move["ended"] for move in moves if move["ended"]]).update(ended_on=None)


def _undo_postings(before: dict[str, dict[str, Any]]) -> None:
    postings = {posting.pk: posting for posting in Posting.objects.select_for_update().filter(pk__in=before)}
    for key, values in before.items():
        posting = postings.get(int(key))
        if posting is None or any(getattr(posting, name) != after for name, (_old, after) in values.items()):
            name = posting.person.name if posting else key
            raise _changed_since([name])
        for name, (old, _after) in values.items():
            setattr(posting, name, old)
    fields = {name for values in before.values() for name in values}
    save_columns(list(postings.values()), fields)


def _undo_people(before: dict[str, dict[str, list[str]]]) -> None:
    people = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=before)}
    changed = [person.name for pk, person in people.items() if not _is_as_imported(person, before[str(pk)])]
    if changed:
        raise _changed_since(changed)
    for pk, person in people.items():
        for name, (old, _after) in before[str(pk)].items():
            set_field(person, name, old)
        take_keys(person)
    names = {name for values in before.values() for name in values}
    save_columns(list(people.values()), {column for name in names for column in COLUMNS.get(name, (name,))})


def _is_as_imported(person: Person, before: dict[str, list[str]]) -> bool:
    return all(getattr(person, name) == after for name, (_old, after) in before.items())


def _remove(created: list[int]) -> None:
    """People the import made, unless something refers to them by now."""
    try:
        Posting.objects.filter(person__in=created).delete()
        Person.objects.filter(pk__in=created).delete()
    except ProtectedError as error:
        people = {row.person if hasattr(row, "person") else row for row in error.protected_objects}
        raise _changed_since(sorted({str(person) for person in people})) from error
