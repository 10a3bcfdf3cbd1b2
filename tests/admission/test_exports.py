import io

import openpyxl
import pytest
from django.utils.translation import override

from admission.choices import ArrivalList, Diet
from admission.exports import ArrivalExport
from admission.selectors import arrival_rows, numbered_list
from tests.factories.admission import ArrivalDetailsFactory, class_today

pytestmark = pytest.mark.django_db


def names_on(today, part):
    """The people on a list, by the number they have on every list of the class, and its headings."""
    output = io.BytesIO()
    with override("en"):
        ArrivalExport(arrival_rows(today.batch, today.teacher), part).write(output, format="xlsx")
    head, *rows = openpyxl.load_workbook(output).active.values
    return [(row[0], row[2]) for row in rows], list(head[3:])


@pytest.mark.parametrize(
    ("part", "places", "headings"),
    [
        (
            ArrivalList.ALL,
            [0, 1, 2, 3],
            ["Sex", "Stays overnight", "Diet", "About the diet", "Vehicle plate", "Note"],
        ),
        (ArrivalList.HOTEL, [1], ["Sex", "Note"]),
        (ArrivalList.KITCHEN, [2, 3], ["Diet", "About the diet"]),
        (ArrivalList.GATE, [1, 2], ["Vehicle plate"]),
    ],
)
def test_each_is_handed_no_more_than_what_they_work_with(part, places, headings):
    today = class_today(4)
    _silent, guest, halal, allergic = today.places
    ArrivalDetailsFactory(enrolment=guest, plate="豫R12345")
    ArrivalDetailsFactory(enrolment=halal, stays_overnight=False, diet=Diet.HALAL, plate="豫RD12345")
    ArrivalDetailsFactory(enrolment=allergic, stays_overnight=False, diet_note="花生过敏")

    wanted = {today.people[i].pk for i in places}
    listed = numbered_list(today.batch)
    expected = [(place.number, place.person.name) for place in listed if place.person_id in wanted]
    assert names_on(today, part) == (expected, headings)
