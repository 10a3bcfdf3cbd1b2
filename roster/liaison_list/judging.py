"""The verdicts on a list of liaisons: which unit and whom each row means, and what the role is already."""

import re

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.kinds import Judging
from intake.layout import RawRow
from intake.units import notes_on
from intake.values.names import read_name
from intake.values.phones import read_phones
from intake.values.texts import read_text
from intake.verdicts import SKIPPED, WARNING, Note, RowVerdict, error, warning
from people.choices import PersonStatus, Role
from people.masking import mask_mobile
from people.models import OrgUnit, Person, RoleAssignment
from people.recognise import Line, PersonMatch, PersonReason, Recogniser, UnitMatch

BACKUP = re.compile(r"^b|b\s*角|副|备", re.IGNORECASE)
NEW, CHANGED, SAME = "new", "changed", "same"


def judge_row(raw: RawRow) -> RowVerdict:
    verdict = RowVerdict(raw.sheet, raw.number, unit_text=raw.unit_text)
    texts = {name: read_text(cell) for name, cell in raw.cells.items()}
    if not texts["name"]:
        return verdict.skip("no_liaison", _("The row names no liaison."))
    verdict.note(raw.notes, "unit")
    name, _remark = read_name(texts["name"])
    verdict.note(name.notes, "name")
    phones = read_phones(raw.cells.get("mobile"))
    # Nothing is entered of a second number or an office telephone; what is no number at all is told.
    verdict.note([note for note in phones.notes if note.status == WARNING], "mobile")
    verdict.values = {
        "name": name.value,
        "staff_no": texts.get("staff_no", ""),
        "mobile": phones.mobile,
        "is_backup": "1" if BACKUP.search(narrow(texts.get("is_backup", ""))) else "",
    }
    return verdict


def match_rows(verdicts: list[RowVerdict], judging: Judging) -> None:
    """Gives every row its unit, its person and its outcome; people, roles and units are looked up for all at once."""
    rows = [row for row in verdicts if row.status != SKIPPED and not row.is_error]
    directory, fallback = judging.directory, UnitMatch(judging.fallback_unit)
    units = [directory.find(row.unit_text) if row.unit_text else fallback for row in rows]
    for row, found in zip(rows, units, strict=True):
        row.note(notes_on(found), "unit")
        if found.unit is None and not row.is_error:
            row.note([error("unit_missing", _("The unit is missing."))], "unit")
    pairs = [(row, found.unit) for row, found in zip(rows, units, strict=True) if found.unit and not row.is_error]
    lines = [_line(row, meant) for row, meant in pairs]
    known = Recogniser.load(lines, Person.objects.filter(status=PersonStatus.ACTIVE))
    holding = _liaisons()
    seen: dict[tuple[int, int], RowVerdict] = {}
    for (row, meant), line in zip(pairs, lines, strict=True):
        _settle(row, meant, known, known.match(line), holding, seen)


def _line(row: RowVerdict, unit: OrgUnit) -> Line:
    """A mobile may be either of the two that the roster has of a person."""
    mobile = row.values["mobile"]
    return Line(row.values["name"], row.values["staff_no"], mobile=mobile, unit=unit.code, spare_mobile=mobile)


def _liaisons() -> dict[tuple[int, int], bool]:
    """By person and unit, whether the liaison there today is the backup."""
    held = RoleAssignment.objects.not_ended().filter(role=Role.LIAISON, user__person__isnull=False).order_by()
    return {(person, unit): backup for person, unit, backup in held.values_list("user__person", "unit", "is_backup")}


def _settle(
    row: RowVerdict,
    unit: OrgUnit,
    known: Recogniser,
    match: PersonMatch,
    holding: dict[tuple[int, int], bool],
    seen: dict[tuple[int, int], RowVerdict],
) -> None:
    place = known.places.get(match.entry.pk) if match.entry else None
    row.values["unit"] = unit.code
    _doubt_staff_no(row, match)
    if match.entry is None or place is None or place.unit != unit.code or place.ended_on is not None:
        row.note([_nobody(match, unit)], "name")
        return
    if match.is_variant:
        message = _("The roster calls this person “%(name)s”. Look whether it is the same person.")
        row.note([warning("R31", message % {"name": match.entry.name})], "name")
    key = (match.entry.pk, unit.pk)
    first = seen.setdefault(key, row)
    if first is not row:
        message = _("Row %(row)s is the same person. Keep one of the two rows.")
        row.note([error("R31", message % {"row": first.row})])
        return
    is_backup = bool(row.values["is_backup"])
    row.target_id = match.entry.pk
    row.outcome = NEW if key not in holding else SAME if holding[key] == is_backup else CHANGED
    if row.outcome == CHANGED:
        row.changes = {"is_backup": ("1" if holding[key] else "", row.values["is_backup"])}
    _doubt_mobile(row, match, known)


def _doubt_staff_no(row: RowVerdict, match: PersonMatch) -> None:
    if match.staff_no_unknown:
        message = _("Nobody in post has the staff number %(number)s; it was left out. Compare it with the roster.")
        row.note([warning("staff_no_unknown", message % {"number": row.values["staff_no"]})], "staff_no")


def _doubt_mobile(row: RowVerdict, match: PersonMatch, known: Recogniser) -> None:
    """What the roster has instead is not shown: whoever grants roles may not read the roster. Name and unit alone are
    a suggestion, unless the person is the liaison already, so that somebody has looked."""
    entry, mobile = match.entry, row.values["mobile"]
    held = {entry.mobile_index, entry.spare_mobile_index} - {None} if entry else set()
    fits = held & {*known.digests.get("mobile", mobile), *known.digests.get("spare_mobile", mobile)}
    if mobile and held and not fits:
        message = _(
            "The mobile in the list, %(listed)s, is not the one in the roster, which stays. Look whether it is the same "
            "person; a new number is entered in the roster."
        )
        row.note([warning("mobile_differs", message % {"listed": mask_mobile(mobile)})], "mobile")
    if match.reason == PersonReason.NAME_AND_UNIT and row.outcome != SAME and not fits:
        message = _(
            "Only name and unit fit somebody of the roster. Is it the same person? The staff number or the mobile says it."
        )
        row.note([warning("R20", message)], "name")


def _nobody(match: PersonMatch, unit: OrgUnit) -> Note:
    if match.reason == PersonReason.SEVERAL:
        return error("R20", _("Several people fit. Add the staff number or the mobile."))
    message = _("Nobody called so is posted to %(unit)s. Bring the roster in first, or compare the name.")
    return error("not_posted_here", message % {"unit": unit.short_name})
