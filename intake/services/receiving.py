"""A file comes in, is judged, and what was misread is put right."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.sealing.crypto import blind_index, seal_bytes, unseal_bytes
from common.tables import Grid, check_book, read_book
from intake.choices import ImportState
from intake.kinds import ListKind, list_kinds
from intake.models import KnownHeading, KnownUnitName, ListImport
from intake.options import Options
from intake.reading import NO_HEADING, Reading, rows_like_headings
from intake.verdicts import Note, RowVerdict
from people.models import OrgUnit, User
from people.trail import audit

LARGEST_NAME = 200
WAITING = (ImportState.UPLOADED, ImportState.JUDGED, ImportState.FAILED)
logger = logging.getLogger(__name__)


def remembered(kind: ListKind, unit: OrgUnit, by: User | None) -> Options:
    """What headings mean in the lists of the unit, and units in those of the uploader."""
    headings = KnownHeading.objects.filter(kind=kind.code, unit=unit).values_list("heading", "field")
    names = KnownUnitName.objects.filter(user=by).values_list("text", "unit__code") if by else []
    return Options(headings=dict(headings), unit_names=dict(names))


def receive_list(
    *,
    kind: ListKind,
    file_name: str,
    data: bytes,
    unit: OrgUnit,
    by: User | None,
    options: Options | None = None,
    more: Mapping[str, Any] | None = None,
) -> ListImport:
    """Keep a file, encrypted, to be judged; without `options` what was chosen for the unit earlier holds. `more` is what
    the kind asked when the file was sent."""
    if not kind.covers(by, unit):
        raise NotAllowed(_("You do not keep such lists of this unit."), code="other_unit")
    check_book(data, file_name)
    options = options or remembered(kind, unit, by)
    options.more |= more or {}
    listing = ListImport(
        kind=kind.code,
        unit=unit,
        file_name=file_name[-LARGEST_NAME:],
        file_digest=blind_index(hashlib.sha256(data).hexdigest(), column="roster_file"),
        options=options.as_json(),
        uploaded_by=by,
    )
    listing.file_sealed = seal_bytes(data, aad=listing.aad("file"))
    told = {"kind": kind.code, "unit": unit.code, "digest": listing.file_digest}
    with transaction.atomic():
        listing.save()
        audit.record(listing, "intake.receive_list", by=by, data=told)
    return listing


def judge_list(*, listing: ListImport) -> ListImport:
    """Judge every row of a file that has not been taken over. Safe to repeat; writes nothing but the verdicts."""
    if listing.state not in WAITING:
        return listing

    def tell(done: int, total: int) -> None:
        ListImport.objects.filter(pk=listing.pk).update(done_rows=done, all_rows=total)

    try:
        reading = read_again(listing, progress=tell)
    except NotAllowed as refusal:
        sheets = _to_choose(listing) if refusal.code == NO_HEADING else {}
        result = _failed(str(refusal), sheets)
    except Exception:
        logger.exception("The list %s could not be read", listing.uuid)
        text = _("The file cannot be read. Copy its cells into a new workbook and send that, or tell the operator.")
        result = _failed(text, {})
    else:
        result = {
            "state": ImportState.JUDGED,
            "summary": reading.summary,
            "rows_sealed": seal_bytes(_dumped(reading), aad=listing.aad("rows")),
            "done_rows": len(reading.verdicts),
            "all_rows": len(reading.verdicts),
        }
    ListImport.objects.filter(pk=listing.pk, state__in=WAITING).update(**result)
    return ListImport.objects.defer("file_sealed", "rows_sealed").get(pk=listing.pk)


def _failed(refusal: str, sheets: dict[str, Any]) -> dict[str, Any]:
    return {"state": ImportState.FAILED, "summary": {"refusal": refusal, "sheets": sheets}, "rows_sealed": None}


def _to_choose(listing: ListImport) -> dict[str, Any]:
    """The rows somebody may explain, where no heading was understood."""
    words = kind_of(listing).vocabulary
    rows = rows_like_headings(file_of(listing), listing.file_name, words, Options.from_json(listing.options))
    return {name: [asdict(column) for column in columns] for name, columns in rows.items()}


def kind_of(listing: ListImport) -> ListKind:
    return list_kinds()[listing.kind]


def read_again(listing: ListImport, grids: list[Grid] | None = None, **more: Any) -> Reading:
    """The file of an import as its kind makes of it at this moment; who holds locks has opened it before."""
    options = Options.from_json(listing.options)
    grids = grids if grids is not None else read_book(file_of(listing), listing.file_name)
    return kind_of(listing).judge(grids, by=listing.uploaded_by, unit=listing.unit, options=options, **more)


def file_of(listing: ListImport) -> bytes:
    return unseal_bytes(listing.file_sealed, aad=listing.aad("file"))


def _dumped(reading: Reading) -> bytes:
    return json.dumps([verdict.kept() for verdict in reading.verdicts]).encode()


def verdicts_of(listing: ListImport) -> list[RowVerdict]:
    """The verdicts as they were shown."""
    if listing.rows_sealed is None:
        return []
    rows = json.loads(unseal_bytes(listing.rows_sealed, aad=listing.aad("rows")))
    return [RowVerdict(**{**row, "notes": [Note(*note) for note in row["notes"]]}) for row in rows]


@transaction.atomic
def put_right(*, listing: ListImport, options: Options, by: User, remember: bool = True) -> ListImport:
    """Take other sheets, meanings of headings or units; the file is to be judged again."""
    listing = ListImport.objects.select_for_update().get(pk=listing.pk)
    if listing.state not in WAITING:
        raise NotAllowed(_("The import has been taken over and can no longer be changed."), code="committed")
    if wrong := set(options.headings.values()) - {"", *kind_of(listing).vocabulary.fields}:
        raise NotAllowed(_("There is no field “%(name)s”.") % {"name": wrong.pop()}, code="unknown_field")
    before = listing.options
    listing.options, listing.state = options.as_json(), ImportState.UPLOADED
    listing.save(update_fields=["options", "state"])
    if remember:
        _remember(listing, options, by)
    audit.record(listing, "intake.put_list_right", by=by, data=_difference(before, asdict(options)))
    return listing


def _remember(listing: ListImport, options: Options, by: User) -> None:
    KnownHeading.objects.bulk_create(
        [
            KnownHeading(kind=listing.kind, unit=listing.unit, heading=key[:60], field=name)
            for key, name in options.headings.items()
        ],
        update_conflicts=True,
        unique_fields=["kind", "unit", "heading"],
        update_fields=["field"],
    )
    units = {unit.code: unit for unit in OrgUnit.objects.get_queryset().filter(code__in=options.unit_names.values())}
    KnownUnitName.objects.bulk_create(
        [
            KnownUnitName(user=by, text=text[:100], unit=units[code])
            for text, code in options.unit_names.items()
            if code in units
        ],
        update_conflicts=True,
        unique_fields=["user", "text"],
        update_fields=["unit"],
    )


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}
