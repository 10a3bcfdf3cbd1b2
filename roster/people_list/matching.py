"""Which person of the roster a row means, and what it would change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake.verdicts import RowVerdict, error, warning
from people.choices import PersonStatus
from people.masking import mask_id_number, mask_mobile
from people.recognise import Line, PersonMatch, PersonReason, Recogniser
from people.recognise.persons import SEALED_FIELDS, Entry, Place

PERSON_FIELDS = (
    *("name", "sex", "ethnic_group", "birth_month", "political_status", "education"),
    *("tech_title", "staff_category", "office_phone", "remark"),
)
POSTING_FIELDS = ("dept", "post", "post_level", "rank")
NEW, CHANGED, SAME = "new", "changed", "same"
# A number that is there and is not shown.
HIDDEN = "***"


@dataclass(frozen=True)
class Rights:
    """`may_move` says of a unit's path whether the uploader keeps its roster too; `unit_names` are the units by code."""

    may_move: Callable[[str], bool]
    may_reinstate: bool
    unit_names: Mapping[str, str]


def match_rows(verdicts: list[RowVerdict], rights: Rights) -> None:
    """Gives every row that is not kept out its person, its outcome and the changes."""
    rows = [verdict for verdict in verdicts if verdict.values and not verdict.is_error]
    lines = [_line(row) for row in rows]
    known = Recogniser.load(lines)
    seen: dict[int, RowVerdict] = {}
    for verdict, line in zip(rows, lines, strict=True):
        match = known.match(line)
        person = _person_of(verdict, match, known, rights)
        if not verdict.is_error:
            _place_unnamed(verdict, person, known)
        if verdict.is_error:
            continue
        _doubt_mobile(verdict, person, known, rights)
        if person is None:
            verdict.outcome = NEW
            _doubt_name_alone(verdict)
            continue
        if person.pk in seen:
            message = _("Row %(row)s is the same person. Keep one of the two rows.")
            verdict.note([error("R31", message % {"row": seen[person.pk].row})])
            continue
        seen[person.pk] = verdict
        _compare(verdict, person, known, rights)
        if match.reason == PersonReason.NAME_AND_UNIT and verdict.changes:
            message = _(
                "Only name and unit fit somebody of the roster, and the row says something else. Is it the same person?"
            )
            verdict.note([warning("R20", message)], "name")


def _place_unnamed(verdict: RowVerdict, person: Entry | None, known: Recogniser) -> None:
    """Where a list names no unit, somebody known stays where they are."""
    if verdict.values["unit"]:
        return
    place = known.places.get(person.pk) if person else None
    if place is None:
        verdict.note([error("unit_missing", _("The unit is missing."))], "unit")
    else:
        verdict.values["unit"] = place.unit


def _doubt_name_alone(verdict: RowVerdict) -> None:
    if not verdict.values["id_number"] and not verdict.values.get("mobile"):
        message = _("Neither a number nor a mobile says who this is. Look whether it is somebody new.")
        verdict.note([warning("R20", message)], "name")


def _doubt_mobile(verdict: RowVerdict, person: Entry | None, known: Recogniser, rights: Rights) -> None:
    """A mobile that would be given to this person and that somebody else of one's own reach has is told; one in use
    elsewhere looks like a free one."""
    mobile = verdict.values.get("mobile", "")
    digests = known.digests.get("mobile", mobile) if mobile else []
    if person and person.mobile_index in digests:
        return
    owners = [one for digest in digests for one in known.by_mobile.get(digest, []) if not person or one.pk != person.pk]
    for owner in owners:
        place = known.places.get(owner.pk)
        if place and owner.name != verdict.values["name"] and rights.may_move(place.unit_path):
            message = _("%(name)s of %(unit)s has this mobile already and signs in with it.")
            values = {"name": owner.name, "unit": place.unit_name}
            verdict.note([warning("mobile_shared", message % values)], "mobile")
            return


def _line(verdict: RowVerdict) -> Line:
    return Line(*[verdict.values.get(name, "") for name in Line._fields])


def _may_know(match: PersonMatch, known: Recogniser, rights: Rights) -> bool:
    """Whether those the numbers belong to are of the uploader's units; of others no name is said."""
    people = [match.entry] if match.entry else match.candidates
    places = [known.places.get(person.pk) for person in people]
    return all(place is not None and rights.may_move(place.unit_path) for place in places)


def _person_of(verdict: RowVerdict, match: PersonMatch, known: Recogniser, rights: Rights) -> Entry | None:
    """The person a row means, with what is to be said of the answer."""
    if match.staff_no_unknown:
        message = _("Nobody has the staff number %(number)s; it was left out. A new person gets one from the system.")
        verdict.note([warning("staff_no_unknown", message % {"number": verdict.values["staff_no"]})], "staff_no")
    if match.reason == PersonReason.SEVERAL:
        message = _("Several people of the unit have this name. Add the ID number, the mobile or the staff number.")
        verdict.note([error("R20", message)], "name")
    elif match.reason == PersonReason.TWO_PEOPLE:
        names = "、".join(candidate.name for candidate in match.candidates)
        message = _("Staff number and ID number are those of two people: %(names)s. Compare both with the card.")
        if not _may_know(match, known, rights):
            message = _("Staff number and ID number are those of two people. Compare both with the card.")
        verdict.note([error("R31", message % {"names": names})], "staff_no")
    elif match.reason == PersonReason.OTHER_NAME:
        message = _("The number belongs to “%(name)s” in the roster. Compare name and number.")
        if not _may_know(match, known, rights):
            message = _("The number is that of somebody with another name. Compare name and number.")
        verdict.note([error("R31", message % {"name": match.candidates[0].name})], "name")
    elif match.reason == PersonReason.UNKNOWN and match.candidates:
        message = _("The unit has somebody of this name with another ID number. Look whether they are two people.")
        verdict.note([warning("R20", message)], "name")
    elif match.entry and match.is_variant:
        message = _("The roster calls this person “%(name)s”. The name of the list will be taken over.")
        if not _may_know(match, known, rights):
            message = _("The number is that of somebody with another name. Compare name and number.")
        verdict.note([warning("R31", message % {"name": match.entry.name})], "name")
    return match.entry


def _compare(verdict: RowVerdict, person: Entry, known: Recogniser, rights: Rights) -> None:
    verdict.target_id = person.pk
    values, changes, place = verdict.values, verdict.changes, known.places.get(person.pk)
    _note_changes(verdict, PERSON_FIELDS, person)
    for name in SEALED_FIELDS:
        if values.get(name) and getattr(person, f"{name}_index") not in known.digests.get(name, values[name]):
            held = getattr(person, f"{name}_index")
            changes[name] = (HIDDEN if held else "", _masked(name, values[name]))
    _compare_posting(verdict, place, rights)
    elsewhere = place is not None and values["unit"] != place.unit
    if elsewhere and place and not rights.may_move(place.unit_path):
        message = _("This person works in another unit. Ask for the transfer (调入); the other unit agrees to it.")
        verdict.note([error("R44", message)], "unit")
    elif elsewhere and place:
        message = _("This person works at “%(unit)s” and would be transferred.") % {"unit": place.unit_name}
        verdict.note([warning("R44", message)], "unit")
    if person.status != PersonStatus.ACTIVE:
        changes["status"] = (person.status, PersonStatus.ACTIVE)
        message = _("By the roster this person has left or retired.")
        verdict.note([warning("R44", message) if rights.may_reinstate else error("R44", message)])
    verdict.outcome = CHANGED if changes else SAME
    if verdict.outcome == SAME:
        _forget_known_doubts(verdict)


def _note_changes(verdict: RowVerdict, names: Iterable[str], held: Entry | Place) -> None:
    for name in names:
        new, old = verdict.values.get(name), getattr(held, name)
        if new and new != old:
            verdict.changes[name] = (old, new)


def _masked(name: str, number: str) -> str:
    return mask_id_number(number) if name == "id_number" else mask_mobile(number)


def _compare_posting(verdict: RowVerdict, place: Place | None, rights: Rights) -> None:
    values, changes = verdict.values, verdict.changes
    if place is None or values["unit"] != place.unit:
        changes["unit"] = (place.unit_name if place else "", rights.unit_names.get(values["unit"], values["unit"]))
        return
    _note_changes(verdict, POSTING_FIELDS, place)
    if values["track"] != place.track and values["track_is_confirmed"] and not place.track_confirmed:
        changes["track"] = (place.track, values["track"])


def _forget_known_doubts(verdict: RowVerdict) -> None:
    """The roster says the same already, so somebody has looked."""
    if not verdict.notes:
        return
    notes = [note for note in verdict.notes if note.code != "R30"]
    verdict.notes, verdict.status, verdict.code, verdict.message = [], "ok", "", ""
    verdict.note(notes)
