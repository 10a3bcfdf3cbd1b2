from io import BytesIO

import openpyxl
import pytest

from admission.choices import EnrolmentStatus
from attendance.choices import AttendanceStatus
from attendance.services.marks import SheetEntry, correct_mark, record_sheet
from people.models import AuditEvent
from reports.exports import AttendanceExport, Wanted, export_attendance
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.training import ClassMeetingFactory, UserFactory, at
from training.choices import Slot
from training.models import Batch
from training.services.classes import cancel_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(time_machine):
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(2)
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON)
    evening = ClassMeetingFactory(batch=today.batch, slot=Slot.EVENING)
    cancel_meeting(meeting=evening, reason="停电", by=today.teacher)
    entries = [SheetEntry(today.people[0].pk, AttendanceStatus.LATE)]
    record_sheet(batch=today.batch, exceptions=entries, written_in=[], by=today.teacher, **today.half_day)
    return today


def sheets(batches, **options):
    file = BytesIO()
    AttendanceExport(batches, **options).write(file, format="xlsx")
    book = openpyxl.load_workbook(file)
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def table(rows):
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_row_for_each_person_due_and_half_day_held(held):
    rows = table(sheets(Batch.objects.all())["考勤"])

    assert [(r["姓名"], r["时段"], r["状态"], r["学时"]) for r in rows] == [
        (held.people[0].name, "上午", "迟到", 4),
        (held.people[0].name, "下午", "未开始", 0),
        (held.people[1].name, "上午", "出勤", 4),
        (held.people[1].name, "下午", "未开始", 0),
    ]


def test_changes_are_on_the_second_sheet(held):
    EnrolmentFactory(batch=held.batch, status=EnrolmentStatus.REPLACED, ended_reason="公务")
    mark = held.places[0].marks.get()
    correct_mark(mark=mark, status=AttendanceStatus.PRESENT, reason="签到表核对", by=held.teacher)

    rows = table(sheets(Batch.objects.all())["变更情况"])

    assert [r["变更类型"] for r in rows] == ["人员替换", "课次取消", "更正"]


def test_a_mark_changed_on_the_sheet_stands_there_with_what_it_was_why_and_by_whom(held):
    entry = SheetEntry(held.people[0].pk, AttendanceStatus.PRESENT, "签到表核对")
    record_sheet(batch=held.batch, exceptions=[entry], written_in=[], by=held.teacher, **held.half_day)

    [change] = [r for r in table(sheets(Batch.objects.all())["变更情况"]) if r["变更类型"] == "更正"]
    said = [change[heading] for heading in ("姓名", "时段", "变更内容及原因", "原状态", "更正后", "更正人")]
    assert said == [held.people[0].name, "上午", "签到表核对", "迟到", "出勤", str(held.teacher)]


def test_one_units_export_holds_no_other_units_people(held):
    stranger = EnrolmentFactory(batch=held.batch)

    rows = table(sheets(Batch.objects.all(), unit=held.places[0].unit)["考勤"])

    assert stranger.person.name not in {row["姓名"] for row in rows}
    assert len(rows) == 4


def test_cells_that_look_like_formulas_are_text(held):
    held.places[0].__class__.objects.filter(pk=held.places[0].pk).update(post='=HYPERLINK("x")')
    file = BytesIO()
    AttendanceExport(Batch.objects.all()).write(file, format="xlsx")
    cell = openpyxl.load_workbook(file).worksheets[0]["F2"]
    csv = BytesIO()
    AttendanceExport(Batch.objects.all()).write(csv, format="csv")

    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    assert csv.getvalue().startswith(b"\xef\xbb\xbf")
    assert "\"'=HYPERLINK" in csv.getvalue().decode("utf-8-sig")


def test_an_export_leaves_an_audit_row(held):
    file = BytesIO()

    n = export_attendance(file, Wanted(held.batch, None, None, "xlsx"), by=None)
    event = AuditEvent.objects.get(action="reports.export_attendance")

    assert (n, event.data["rows"], len(event.data["sha256"])) == (4, 4, 64)


@pytest.mark.parametrize("people", [1, 3])
def test_the_statements_do_not_grow_with_the_people(time_machine, people, django_assert_num_queries):
    time_machine.move_to(at("09:00"), tick=False)
    today = class_today(people)
    record_sheet(batch=today.batch, exceptions=[], written_in=[], by=UserFactory(), **today.half_day)

    with django_assert_num_queries(8):
        sheets(Batch.objects.all())
