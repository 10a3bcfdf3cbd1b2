"""The lists a class hands to hotel, kitchen and gate."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.choices import ArrivalList, Diet
from admission.selectors import ArrivalRow
from common.exports import Column, ListExport, Sheet

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
