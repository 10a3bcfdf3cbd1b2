"""Rows of an export in the office's own form."""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from django.utils import timezone, translation

from common.office_forms import MOST_ROWS, fill_form, open_form, refuse_too_many
from people.models import Posting, User
from reports.models import FormTemplate
from reports.placeholders import HEAD, OF_ROW, words_of
from training.models import Batch

SAMPLE_ROWS = 6
# An office's form is Chinese, whatever language its reader has chosen for the screens.
LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class About:
    """What a filled form is about: one class or some years, and who makes it."""

    batch: Batch | None
    years: tuple[int, int] | None
    by: User | None


def write_form(output: BinaryIO, template: FormTemplate, rows: Iterable[Any], about: About) -> int:
    """Fill the form in and return the number of rows."""
    with translation.override(LANGUAGE):
        due = list(islice(rows, MOST_ROWS + 1))
    refuse_too_many(len(due))
    with translation.override(LANGUAGE):
        _fill(output, template, due, {p.field: p.read for p in OF_ROW[template.purpose]}, head_of(due, about))
    return len(due)


def sample_form(template: FormTemplate) -> bytes:
    """The form with rows that are made up."""
    output = io.BytesIO()
    readers = {p.field: p.sample for p in OF_ROW[template.purpose]}
    with translation.override(LANGUAGE):
        _fill(output, template, range(SAMPLE_ROWS), readers, {p.field: p.sample(0) for p in HEAD})
    return output.getvalue()


def _fill(
    output: BinaryIO, template: FormTemplate, rows: Sequence[Any], readers: dict[str, Any], head: dict[str, Any]
) -> None:
    book = open_form(bytes(template.file), template.file_name)
    fill_form(output, book, words=words_of(template.purpose), rows=rows, row_fields=readers, head=head)


def head_of(rows: Sequence[Any], about: About) -> dict[str, Any]:
    """What a form says once."""
    batch = about.batch
    this_year = batch.ends_on.year if batch else timezone.localdate().year
    first, last = (this_year, this_year) if batch else about.years or (this_year, this_year)
    year = first if first == last else f"{first}-{last}"
    return {
        "class_title": batch.title if batch else f"{year}年度培训班",
        "class_code": batch.code if batch else "",
        "organiser": batch.organiser.name if batch else "",
        "class_place": batch.place if batch else "",
        "class_from": batch.starts_on if batch else datetime.date(first, 1, 1),
        "class_to": batch.ends_on if batch else datetime.date(last, 12, 31),
        "year": year,
        "made_on": timezone.localdate(),
        "made_by_unit": _unit_of(about),
        "made_by": str(about.by) if about.by else "",
        "people": len({row.place.person.merged_into_id or row.place.person_id for row in rows}),
        "rows": len(rows),
        "total_hours": sum((row.hours for row in rows), Decimal(0)),
    }


def _unit_of(about: About) -> str:
    """The unit of whoever makes the file; without one, the unit that runs the class."""
    if about.by and about.by.person_id:
        posting = Posting.objects.current().filter(person=about.by.person_id).select_related("unit").first()
        if posting:
            return posting.unit.name
    return about.batch.organiser.name if about.batch else ""
