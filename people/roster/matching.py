"""Which person of the roster a row means, and what it would change. Looked up by digests, never by a name alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from people.choices import PersonStatus
from people.models import Person, Posting
from people.roster.verdicts import RowVerdict, error, warning

PERSON_FIELDS = (
    *("name", "sex", "ethnic_group", "birth_month", "political_status", "education"),
    *("tech_title", "staff_category", "office_phone", "remark"),
)
SEALED_FIELDS = ("id_number", "mobile", "spare_mobile")
POSTING_FIELDS = ("dept", "post", "post_level", "rank")
LOOKED_UP_AT_ONCE = 300
# What the roster may hold of a row's numbers, by field: one digest, two while the key is being changed.
Digests = dict[str, list[str]]
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass
class Known:
    """People of the roster by everything a row may name them with."""

    by_number: dict[str, Person] = field(default_factory=dict)
    by_staff_no: dict[str, Person] = field(default_factory=dict)
    by_mobile_and_name: dict[tuple[str, str], list[Person]] = field(default_factory=dict)
    by_name_and_unit: dict[tuple[str, str], list[Person]] = field(default_factory=dict)
    postings: dict[int, Posting] = field(default_factory=dict)

    def add(self, person: Person, posting: Posting | None) -> None:
        if person.id_number_index:
            self.by_number[person.id_number_index] = person
        self.by_staff_no[person.staff_no] = person
        if person.mobile_index:
            self.by_mobile_and_name.setdefault((person.mobile_index, person.name), []).append(person)
        if posting:
            self.postings[person.pk] = posting
            self.by_name_and_unit.setdefault((person.name, posting.unit.code), []).append(person)


def match_rows(verdicts: list[RowVerdict], *, may_move: Callable[[str], bool], may_reinstate: bool) -> None:
    """Gives every row that is not kept out its person, its outcome and the changes.

    `may_move` says of a unit's path whether the uploader keeps its roster too.
    """
    rows = [verdict for verdict in verdicts if verdict.values and not verdict.is_error]
    indexes = {id(verdict): _indexes(verdict.values) for verdict in rows}
    known = Known()
    for start in range(0, len(rows), LOOKED_UP_AT_ONCE):
        for candidate, posting in _candidates(rows[start : start + LOOKED_UP_AT_ONCE], indexes):
            known.add(candidate, posting)
    seen: dict[int, RowVerdict] = {}
    for verdict in rows:
        person = _person_of(verdict, indexes[id(verdict)], known)
        if verdict.is_error:
            continue
        if person is None:
            verdict.outcome = NEW
            _warn_of_namesake(verdict, known)
            continue
        if person.pk in seen:
            message = _("Row %(row)s is the same person. Keep one of the two rows.")
            verdict.note([error("R31", message % {"row": seen[person.pk].row})])
            continue
        seen[person.pk] = verdict
        _compare(verdict, person, known.postings.get(person.pk), indexes[id(verdict)], may_move, may_reinstate)


def _indexes(values: dict[str, str]) -> Digests:
    return {name: getattr(Person, name).indexes(values[name]) for name in SEALED_FIELDS if values.get(name)}


def _candidates(rows: list[RowVerdict], indexes: dict[int, Digests]) -> Iterator[tuple[Person, Posting | None]]:
    """Everybody one of the rows could mean, with the current or last posting: three statements a chunk."""
    digests = [indexes[id(verdict)] for verdict in rows]
    wanted = Q(id_number_index__in=[digest for one in digests for digest in one.get("id_number", ())])
    wanted |= Q(mobile_index__in=[digest for one in digests for digest in one.get("mobile", ())])
    wanted |= Q(staff_no__in=[v.values["staff_no"] for v in rows if v.values.get("staff_no")])
    wanted |= Q(name__in=[v.values["name"] for v in rows])
    people = {person.pk: person for person in Person.objects.filter(wanted).with_posting()}
    unposted = [pk for pk, person in people.items() if not person.posting]
    last: dict[int, Posting] = {}
    for posting in Posting.objects.filter(person__in=unposted).select_related("unit").order_by("started_on"):
        last[posting.person_id] = posting
    for pk, person in people.items():
        yield person, person.posting or last.get(pk)


def _person_of(verdict: RowVerdict, indexes: Digests, known: Known) -> Person | None:
    """By staff number, ID number, mobile with name, then name in the unit."""
    values = verdict.values
    if person := known.by_staff_no.get(values.get("staff_no", "")):
        return _same_name(verdict, person)
    for digest in indexes.get("id_number", ()):
        if person := known.by_number.get(digest):
            return _same_name(verdict, person)
    if values.get("staff_no"):
        message = _("Nobody has the staff number %(number)s. Leave the cell empty for a new person.")
        verdict.note([error("staff_no_unknown", message % {"number": values["staff_no"]})], "staff_no")
        return None
    names = [(digest, values["name"]) for digest in indexes.get("mobile", ())]
    found = [one for key in names for one in known.by_mobile_and_name.get(key, []) if _may_be(one, indexes)]
    if not found:
        found = known.by_name_and_unit.get((values["name"], values["unit"]), [])
        found = [person for person in found if _may_be(person, indexes)]
    if len(found) > 1:
        message = _("Several people of the unit have this name. Add the ID number, the mobile or the staff number.")
        verdict.note([error("R20", message)], "name")
        return None
    return found[0] if found else None


def _may_be(person: Person, indexes: Digests) -> bool:
    """Nobody has two ID numbers."""
    number = indexes.get("id_number")
    return not number or not person.id_number_index or person.id_number_index in number


def _same_name(verdict: RowVerdict, person: Person) -> Person | None:
    name = verdict.values["name"]
    if name == person.name:
        return person
    values = {"name": person.name}
    if len(name) == len(person.name) and sum(a != b for a, b in zip(name, person.name, strict=True)) == 1:
        message = _("The roster calls this person “%(name)s”. The name of the list will be taken over.")
        verdict.note([warning("R31", message % values)], "name")
        return person
    message = _("The number belongs to “%(name)s” in the roster. Compare name and number.")
    verdict.note([error("R31", message % values)], "name")
    return None


def _warn_of_namesake(verdict: RowVerdict, known: Known) -> None:
    if known.by_name_and_unit.get((verdict.values["name"], verdict.values["unit"])):
        message = _("The unit has somebody of this name with another ID number. Look whether they are two people.")
        verdict.note([warning("R20", message)], "name")


def _compare(
    verdict: RowVerdict,
    person: Person,
    posting: Posting | None,
    indexes: Digests,
    may_move: Callable[[str], bool],
    may_reinstate: bool,
) -> None:
    verdict.person_id = person.pk
    values, changes = verdict.values, verdict.changes
    for name in PERSON_FIELDS:
        if values.get(name) and values[name] != getattr(person, name):
            changes[name] = (getattr(person, name), values[name])
    for name in SEALED_FIELDS:
        if name in indexes and getattr(person, f"{name}_index") not in indexes[name]:
            changes[name] = ("", "")
    _compare_posting(verdict, posting)
    elsewhere = posting is not None and values["unit"] != posting.unit.code
    if elsewhere and posting and not may_move(posting.unit.path):
        message = _("This person works in another unit. Ask for the transfer (调入); the other unit agrees to it.")
        verdict.note([error("R44", message)], "unit")
    elif elsewhere and posting:
        message = _("This person works at “%(unit)s” and would be transferred.") % {"unit": posting.unit.short_name}
        verdict.note([warning("R44", message)], "unit")
    if person.status != PersonStatus.ACTIVE:
        changes["status"] = (person.status, PersonStatus.ACTIVE)
        message = _("By the roster this person has left or retired.")
        verdict.note([warning("R44", message) if may_reinstate else error("R44", message)])
    verdict.outcome = CHANGED if changes else SAME
    if verdict.outcome == SAME:
        _forget_known_doubts(verdict)


def _compare_posting(verdict: RowVerdict, posting: Posting | None) -> None:
    values, changes = verdict.values, verdict.changes
    if posting is None or values["unit"] != posting.unit.code:
        changes["unit"] = (posting.unit.code if posting else "", values["unit"])
        return
    for name in POSTING_FIELDS:
        if values.get(name) and values[name] != getattr(posting, name):
            changes[name] = (getattr(posting, name), values[name])
    if values["track"] != posting.track and values["track_is_confirmed"] and not posting.track_confirmed:
        changes["track"] = (posting.track, values["track"])


def _forget_known_doubts(verdict: RowVerdict) -> None:
    """The roster says the same already, so somebody has looked."""
    notes = [note for note in verdict.notes if note.code != "R30"]
    verdict.notes, verdict.status, verdict.code, verdict.message = [], "ok", "", ""
    verdict.note(notes)
