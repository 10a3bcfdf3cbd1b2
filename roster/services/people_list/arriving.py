import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.crypto import blind_index, seal_bytes, unseal_bytes
from common.errors import NotAllowed
from common.tables import check_book
from intake.choices import ImportState
from intake.headings import FIELDS
from intake.models import RosterHeading, RosterImport, RosterUnitName
from intake.verdicts import Note, RowVerdict
from people import audit
from people.models import OrgUnit, User
from roster.people_list.reading import NO_HEADING, Options, Reach, Reading, read_roster, rows_like_headings

LARGEST_NAME = 200


def remembered(unit: OrgUnit, by: User | None) -> Options:
    """What headings mean in the lists of the unit, and units in those of the uploader."""
    return Options(
        headings=dict(RosterHeading.objects.filter(unit=unit).values_list("heading", "field")),
        unit_names=dict(RosterUnitName.objects.filter(user=by).values_list("text", "unit__code")) if by else {},
    )


@transaction.atomic
def upload_roster(
    *, file_name: str, data: bytes, unit: OrgUnit, by: User | None, options: Options | None = None
) -> RosterImport:
    """Keep a file, encrypted, to be checked; without `options` what was chosen for the unit earlier holds."""
    if not Reach(by).covers(unit.path):
        raise NotAllowed(_("You do not keep the roster of this unit."), code="other_unit")
    check_book(data, file_name)
    options = options or remembered(unit, by)
    roster = RosterImport(
        unit=unit,
        file_name=file_name[-LARGEST_NAME:],
        file_digest=blind_index(hashlib.sha256(data).hexdigest(), column="roster_file"),
        options=options.as_json(),
        uploaded_by=by,
    )
    roster.file_sealed = seal_bytes(data, aad=roster.aad("file"))
    roster.save()
    audit.record(roster, "roster.upload_roster", by=by, data={"unit": unit.code, "digest": roster.file_digest})
    return roster


def judge_roster(*, roster: RosterImport) -> RosterImport:
    """Check every row of a file that has not been taken over. Safe to repeat; writes nothing of the roster."""
    if roster.state not in (ImportState.UPLOADED, ImportState.JUDGED, ImportState.FAILED):
        return roster

    def tell(done: int, total: int) -> None:
        RosterImport.objects.filter(pk=roster.pk).update(done_rows=done, all_rows=total)

    try:
        reading = read_again(roster, progress=tell)
    except NotAllowed as refusal:
        result: dict[str, Any] = {
            "state": ImportState.FAILED,
            "summary": {"refusal": str(refusal), "sheets": _to_choose(roster) if refusal.code == NO_HEADING else {}},
            "rows_sealed": None,
        }
    else:
        result = {
            "state": ImportState.JUDGED,
            "summary": reading.summary,
            "rows_sealed": seal_bytes(_dumped(reading), aad=roster.aad("rows")),
            "done_rows": len(reading.verdicts),
            "all_rows": len(reading.verdicts),
        }
    waiting = (ImportState.UPLOADED, ImportState.JUDGED, ImportState.FAILED)
    RosterImport.objects.filter(pk=roster.pk, state__in=waiting).update(**result)
    return RosterImport.objects.defer("file_sealed", "rows_sealed").get(pk=roster.pk)


def _to_choose(roster: RosterImport) -> dict[str, Any]:
    """The rows somebody may explain, where no heading was understood."""
    rows = rows_like_headings(file_of(roster), roster.file_name, Options.from_json(roster.options))
    return {name: [asdict(column) for column in columns] for name, columns in rows.items()}


def read_again(roster: RosterImport, **more: Any) -> Reading:
    """The file of an import as the roster of this moment makes of it."""
    options = Options.from_json(roster.options)
    return read_roster(
        file_of(roster), roster.file_name, by=roster.uploaded_by, unit=roster.unit, options=options, **more
    )


def file_of(roster: RosterImport) -> bytes:
    return unseal_bytes(roster.file_sealed, aad=roster.aad("file"))


def _dumped(reading: Reading) -> bytes:
    return json.dumps([vars(verdict) for verdict in reading.verdicts]).encode()


def verdicts_of(roster: RosterImport) -> list[RowVerdict]:
    """The verdicts as they were shown."""
    if roster.rows_sealed is None:
        return []
    rows = json.loads(unseal_bytes(roster.rows_sealed, aad=roster.aad("rows")))
    return [RowVerdict(**{**row, "notes": [Note(*note) for note in row["notes"]]}) for row in rows]


@transaction.atomic
def put_right(*, roster: RosterImport, options: Options, by: User, remember: bool = True) -> RosterImport:
    """Take other sheets, meanings of headings or units; the file is to be checked again."""
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state not in (ImportState.JUDGED, ImportState.FAILED, ImportState.UPLOADED):
        raise NotAllowed(_("The import has been taken over and can no longer be changed."), code="committed")
    if wrong := set(options.headings.values()) - {"", *FIELDS}:
        raise NotAllowed(_("There is no field “%(name)s”.") % {"name": wrong.pop()}, code="unknown_field")
    before = roster.options
    roster.options, roster.state = options.as_json(), ImportState.UPLOADED
    roster.save(update_fields=["options", "state"])
    if remember:
        _remember(roster, options, by)
    audit.record(roster, "roster.put_roster_right", by=by, data=_difference(before, asdict(options)))
    return roster


def _remember(roster: RosterImport, options: Options, by: User) -> None:
    RosterHeading.objects.bulk_create(
        [RosterHeading(unit=roster.unit, heading=key[:60], field=name) for key, name in options.headings.items()],
        update_conflicts=True,
        unique_fields=["unit", "heading"],
        update_fields=["field"],
    )
    units = {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=options.unit_names.values())}
    RosterUnitName.objects.bulk_create(
        [
            RosterUnitName(user=by, text=text[:100], unit=units[code])
            for text, code in options.unit_names.items()
            if code in units
        ],
        update_conflicts=True,
        unique_fields=["user", "text"],
        update_fields=["unit"],
    )


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}
