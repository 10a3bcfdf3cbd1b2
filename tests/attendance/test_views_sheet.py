"""A sheet opened again: what is entered changes only with a reason, and two who have it open undo nothing."""

from io import BytesIO

import openpyxl
import pytest
import time_machine

from attendance.models import AttendanceMark
from attendance.services.marks import correct_mark
from reports.exports.attendance import AttendanceExport
from tests.attendance.checks import facts, statuses
from tests.factories.admission import class_today
from tests.factories.training import at, class_teacher_of
from tests.support.visits import signed_in
from tests.training.test_views import address
from training.models import Batch

pytestmark = pytest.mark.django_db


class Sheet:
    """The sheet of a class of two, as its page sends it back."""

    def __init__(self):
        self.today = class_today(2)
        self.keys = [person.pk for person in self.today.people]
        self.page = address("attendance:sheet_entry", code=self.today.batch.code, **self.today.half_day)

    def rendered(self, client):
        """Every field of the page with the value it shows."""
        form = client.get(self.page).context["form"]
        shown = {field.html_name: field.initial for _number, _place, _mark, field, _reason in form.lines()}
        return shown | {
            f"was-{place.person_id}": mark.status if mark else "" for _number, place, mark, *_more in form.lines()
        }


@pytest.fixture
def sheet():
    with time_machine.travel(at("12:00")):
        yield Sheet()


def test_a_mark_that_is_entered_changes_only_with_a_reason_and_nothing_typed_is_lost(sheet):
    client = signed_in(sheet.today.teacher)
    first = f"s-{sheet.keys[0]}"
    client.post(sheet.page, sheet.rendered(client) | {first: "absent"})

    without = client.post(sheet.page, sheet.rendered(client) | {first: "late", "written_in": "  "})
    kept = statuses(sheet.today)
    given = client.post(sheet.page, sheet.rendered(client) | {first: "late", f"r-{sheet.keys[0]}": "堵车"})

    assert (without.status_code, "须" in without.text or "说明" in without.text) == (422, True)
    assert without.context["form"][first].value() == "late"
    assert (kept, given.status_code, statuses(sheet.today)) == (["absent", "present"], 302, ["late", "present"])


def test_saving_without_a_change_appends_nothing(sheet):
    client = signed_in(sheet.today.teacher)
    client.post(sheet.page, sheet.rendered(client))
    before = facts(sheet.today)

    client.post(sheet.page, sheet.rendered(client))

    assert facts(sheet.today) == before


def test_who_saves_second_does_not_undo_what_the_first_entered(sheet):
    one, two = signed_in(sheet.today.teacher), signed_in(class_teacher_of(sheet.today.batch))
    stale = sheet.rendered(two)
    one.post(sheet.page, sheet.rendered(one) | {f"s-{sheet.keys[0]}": "absent"})

    answer = two.post(sheet.page, stale)

    assert (answer.status_code, statuses(sheet.today)) == (302, ["absent", "present"])


def test_two_who_say_different_things_are_told_both_values_and_may_save_again_with_a_reason(sheet):
    one, two = signed_in(sheet.today.teacher), signed_in(class_teacher_of(sheet.today.batch))
    first = f"s-{sheet.keys[0]}"
    stale = sheet.rendered(two) | {first: "late"}
    one.post(sheet.page, sheet.rendered(one) | {first: "absent"})

    answer = two.post(sheet.page, stale | {f"r-{sheet.keys[0]}": "后到"})

    assert (answer.status_code, statuses(sheet.today)) == (422, ["absent", "present"])
    (error,) = answer.context["form"].errors[first]
    assert "缺勤" in error
    assert "迟到" in error
    assert f'name="was-{sheet.keys[0]}" value="absent"' in answer.text
    again = stale | {f"was-{key}": mark for key, mark in zip(sheet.keys, ["absent", "present"], strict=True)}
    assert two.post(sheet.page, again | {f"r-{sheet.keys[0]}": "后到"}).status_code == 302
    assert statuses(sheet.today) == ["late", "present"]


def test_the_export_says_of_a_change_what_it_was_what_it_is_who_when_and_why(sheet):
    client, other = signed_in(sheet.today.teacher), class_teacher_of(sheet.today.batch)
    first = f"s-{sheet.keys[0]}"
    client.post(sheet.page, sheet.rendered(client) | {first: "absent"})
    client.post(sheet.page, sheet.rendered(client) | {first: "late", f"r-{sheet.keys[0]}": "堵车"})
    correct_mark(mark=AttendanceMark.objects.get(status="late"), status="leave", reason="公务", by=other)

    file = BytesIO()
    AttendanceExport(Batch.objects.all()).write(file, format="xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(file)["变更情况"]]
    said = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]

    names = ("原状态", "更正后", "更正人", "变更内容及原因")
    assert [tuple(row[name] for name in names) for row in said] == [
        ("缺勤", "迟到", str(sheet.today.teacher), "堵车"),
        ("迟到", "请假", str(other), "公务"),
    ]
    assert all(row["更正时间"] for row in said)
