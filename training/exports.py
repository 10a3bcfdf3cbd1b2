"""Printed papers of a class, and the lists it hands to hotel, kitchen and gate."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import Column, ListExport, Sheet
from common.pdf import render_pdf
from training.choices import ArrivalList, Diet
from training.models import Batch
from training.selectors import ArrivalRow, numbered_list, timetable_of

TEMPLATES = Path(__file__).parent / "typst"
MEETINGS_PER_SHEET = 6


def sign_in_sheet(batch: Batch, *, is_demo: bool) -> bytes:
    """The sheet as PDF, numbered as the list of the class is, with a signature cell for each half-day that is held."""
    meetings = [m for m in timetable_of(batch) if not m.cancelled_at][:MEETINGS_PER_SHEET]
    now = timezone.localtime()
    data: dict[str, Any] = {
        "title": batch.title,
        "place": batch.place,
        "demo": is_demo,
        "printed": f"名单截至 {now:%Y-%m-%d %H:%M}　第 {batch.version} 版　{batch.code}",
        "meetings": [{"day": f"{m.date.month}月{m.date.day}日", "slot": str(m.get_slot_display())} for m in meetings],
        "rows": [
            {"no": e.number, "name": padded(e.person.name), "unit": e.unit_name, "post": e.post}
            for e in numbered_list(batch)
        ],
    }
    return render_pdf(TEMPLATES / "sign_in_sheet.typ", data)


def padded(name: str) -> str:
    """Two-character names are set with an em space between, as printed lists do."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


NUMBER = Column(gettext_lazy("No."), lambda row: row.place.number, 7)
UNIT = Column(gettext_lazy("Unit"), lambda row: row.place.unit_name, 20)
NAME = Column(gettext_lazy("Name"), lambda row: row.place.person.name, 12)
SEX = Column(gettext_lazy("Sex"), lambda row: row.place.person.get_sex_display(), 6)
OVERNIGHT = Column(gettext_lazy("Stays overnight"), lambda row: overnight(row), 12)
DIET = Column(gettext_lazy("Diet"), lambda row: row.details and row.details.get_diet_display(), 14)
DIET_NOTE = Column(gettext_lazy("About the diet"), lambda row: row.details and row.details.diet_note, 24)
PLATE = Column(gettext_lazy("Vehicle plate"), lambda row: row.details and row.details.plate, 14)
NOTE = Column(gettext_lazy("Note"), lambda row: row.details and row.details.note, 30)
ARRIVAL_COLUMNS = {
    ArrivalList.ALL: [UNIT, NAME, SEX, OVERNIGHT, DIET, DIET_NOTE, PLATE, NOTE],
    ArrivalList.HOTEL: [UNIT, NAME, SEX, NOTE],
    ArrivalList.KITCHEN: [UNIT, NAME, DIET, DIET_NOTE],
    ArrivalList.GATE: [UNIT, NAME, PLATE],
}


class ArrivalExport(ListExport):
    """Arrival details of a class for one of those who are handed a list."""

    def __init__(self, rows: list[ArrivalRow], part: ArrivalList):
        self.part = part
        self.rows = [row for row in rows if concerns(row, part)]

    def sheets(self) -> list[Sheet]:
        return [Sheet(str(self.part.label), [NUMBER, *ARRIVAL_COLUMNS[self.part]], self.rows)]


def concerns(row: ArrivalRow, part: ArrivalList) -> bool:
    details = row.details
    if part == ArrivalList.ALL or details is None:
        return part == ArrivalList.ALL
    if part == ArrivalList.HOTEL:
        return details.stays_overnight
    if part == ArrivalList.KITCHEN:
        return details.diet != Diet.ORDINARY or details.diet_note != ""
    return details.plate != ""


def overnight(row: ArrivalRow) -> str:
    if row.details is None:
        return _("not answered")
    return _("Yes") if row.details.stays_overnight else _("No")
