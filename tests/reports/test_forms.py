"""The office's own forms: kept, refused, retired, filled in."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from common.errors import NotAllowed
from people.choices import Role
from people.installation import setup_steps
from people.models import AuditEvent, OrgUnit
from people.services.installation import keep_setting
from records.services.closing import close_batch
from records.services.ledger import correct_hours
from reports.choices import FormPurpose
from reports.exports import Wanted, export_attendance, export_hours, sample_form
from reports.exports.office_forms import About, head_of
from reports.models import FormTemplate
from reports.placeholders import HEAD, OF_ROW, words_of
from reports.services import copy_forms, form_problems, retire_form, upload_form
from reports.starters import STARTERS, starter_form
from tests.factories.admission import EnrolmentFactory
from tests.factories.people import UserFactory, city_root, second_person, user_with_role
from tests.factories.records import held_class
from tests.factories.reports import FormTemplateFactory
from tests.factories.training import UnitFactory, with_role
from tests.support.rights import BACKEND
from tests.support.workbooks import upload, workbook
from training.choices import Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client):
    user = with_role(UserFactory(), Role.HR, city_root())
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def closed():
    """A closed class of three; the second came to one half-day of two, the third to none."""
    held = held_class(3)
    held.enter(absent={Slot.MORNING: [2], Slot.AFTERNOON: [1, 2]})
    close_batch(batch=held.batch, by=held.officer)
    return held


def values(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet]


def test_a_form_is_kept_with_its_digest_and_an_audit_row(hr):
    data = starter_form(FormPurpose.HOURS)

    form = upload_form(name="归档表", purpose="hours", file_name="a.xlsx", data=data, by=hr)
    event = AuditEvent.objects.get(action="reports.upload_form")

    assert (bytes(form.file), form.uploaded_by, event.data["sha256"]) == (data, hr, form.sha256)


def test_a_form_with_a_mistake_is_not_kept(hr):
    data = workbook({"A1": "{{单位}}", "B1": "{{证书}}"})

    with pytest.raises(NotAllowed) as refusal:
        upload_form(name="归档表", purpose="hours", file_name="a.xlsx", data=data, by=hr)

    assert (refusal.value.code, FormTemplate.objects.count()) == ("not_a_form", 0)
    assert "证书编号" in str(refusal.value)


def test_a_name_in_use_is_not_given_twice_and_a_retired_one_is(hr):
    form = FormTemplateFactory(name="考勤表")
    new = {"name": "考勤表", "purpose": "attendance", "file_name": "a.xlsx", "data": starter_form("attendance")}
    with pytest.raises(NotAllowed) as refusal:
        upload_form(**new, by=hr)

    retire_form(template=form, by=hr)

    assert (refusal.value.code, upload_form(**new, by=hr).name) == ("name_taken", "考勤表")


def test_retiring_twice_changes_nothing(hr):
    form = retire_form(template=FormTemplateFactory(), by=hr)
    again = retire_form(template=form, by=UserFactory())

    assert (again.retired_by, again.retired_at) == (hr, form.retired_at)
    assert AuditEvent.objects.filter(action="reports.retire_form").count() == 1


@pytest.mark.parametrize(
    "change", [{"name": "一"}, {"purpose": "other"}, {"retired_by": True}], ids=["name twice", "purpose", "no time"]
)
def test_the_database_refuses(change):
    FormTemplateFactory(name="一")
    if "retired_by" in change:
        change = {"retired_by": UserFactory()}
    data = starter_form("hours")

    with pytest.raises(IntegrityError), transaction.atomic():
        FormTemplateFactory(file=data, **{"purpose": "hours", **change})


def step():
    return next(step for step in setup_steps() if step.order == 58)


def test_the_checklist_is_content_with_a_form_or_with_plain_tables(hr):
    assert not step().is_done
    keep_setting(step=step(), by=hr)

    assert step().is_done
    FormTemplateFactory()
    assert (step().is_done, "1" in step().says) == (True, True)


def test_starter_forms_are_forms_and_are_copied_once():
    assert [form_problems(starter_form(purpose), "a.xlsx", purpose) for purpose in FormPurpose] == [[], []]
    assert (copy_forms(), copy_forms()) == (True, False)
    assert set(FormTemplate.objects.values_list("name", flat=True)) == {one.name for one in STARTERS.values()}


@pytest.mark.parametrize("purpose", FormPurpose)
def test_every_placeholder_is_one_word_for_one_field_with_a_sample(purpose):
    placeholders = [*OF_ROW[purpose], *HEAD]
    words = words_of(purpose)

    assert len({p.name for p in placeholders} | {p.field for p in placeholders}) == 2 * len(placeholders)
    assert not set(words.row) & set(words.head)
    assert all(p.read for p in OF_ROW[purpose])
    assert {p.field for p in HEAD} == set(head_of([], About(None, (2026, 2026), None)))


def test_trying_a_form_names_nobody(hr):
    rows = values(sample_form(FormTemplateFactory()))

    assert rows[0][0] == "电子政务样例培训班考勤登记表"
    assert [row[2] for row in rows[3:9]] == ["张样例", "欧阳样例", "王样"] * 2
    assert rows[9][0] == "合计：3人，6条记录，16学时"


def test_attendance_is_written_in_the_form_and_the_audit_row_names_it(closed):
    form = FormTemplateFactory()
    file = io.BytesIO()

    n = export_attendance(file, Wanted(closed.batch, None, None, "xlsx", template=form), by=closed.officer)
    rows, event = values(file.getvalue()), AuditEvent.objects.get(action="reports.export_attendance")

    assert (n, rows[0][0]) == (6, f"{closed.batch.title}考勤登记表")
    assert [(row[2], row[5], row[7], row[8]) for row in rows[3:9]] == [
        (place.person.name, slot, status, hours)
        for place, statuses in zip(closed.places, (("出勤", "出勤"), ("出勤", "缺勤"), ("缺勤", "缺勤")), strict=True)
        for slot, status, hours in zip(
            ("上午", "下午"), statuses, [4 if s == "出勤" else 0 for s in statuses], strict=True
        )
    ]
    assert (event.data["form"], event.data["form_sha256"], event.data["rows"]) == (form.pk, form.sha256, 6)


def hours_rows(*, by=None, **options):
    file = io.BytesIO()
    chosen = {"batch": None, "year": None, "unit": None, "format": "xlsx", **options}
    n = export_hours(file, Wanted(**chosen), by=by)
    return n, values(file.getvalue())


def test_hours_stand_as_the_ledger_has_them_after_corrections(closed):
    entry = closed.places[1].person.credit_entries.get()
    second = second_person(Role.TRAINING_OFFICER)
    correct_hours(entry=entry, hours=Decimal(6), days=Decimal(1), reason="补课", second=second, by=closed.officer)

    n, rows = hours_rows(batch=closed.batch, by=closed.officer)

    assert (n, [row[11:13] for row in rows[1:]]) == (3, [[8, 1], [6, 1], [0, 0]])
    assert [bool(row[13]) for row in rows[1:]] == [True, True, False]
    assert AuditEvent.objects.get(action="reports.export_hours").data["rows"] == 3


def test_a_years_hours_are_written_in_the_form(closed):
    form = FormTemplateFactory(purpose="hours")
    year = closed.batch.ends_on.year

    n, rows = hours_rows(year=year, by=closed.officer, template=form)

    assert (n, rows[0][0], rows[6][0]) == (3, f"{year}年度培训学时登记表", "合计：3人，3条记录，12学时")
    assert [row[2] for row in rows[3:6]] == [place.person.name for place in closed.places]


def test_hours_of_classes_that_run_are_not_written():
    held = held_class(2)

    assert hours_rows(batch=held.batch, by=held.officer)[0] == 0


def test_one_units_hr_gets_its_own_people_and_none_of_the_citys_forms(closed):
    other = UnitFactory()
    EnrolmentFactory(batch=closed.batch, unit=other)
    FormTemplateFactory()
    own = user_with_role(Role.HR, OrgUnit.objects.get(pk=closed.places[0].unit_id))

    assert hours_rows(year=closed.batch.ends_on.year, by=own)[0] == sum(
        place.unit_id == closed.places[0].unit_id for place in closed.places
    )
    assert FormTemplate.objects.visible_to(own).count() == 0


def test_a_name_that_is_a_formula_stays_a_name(closed):
    person = closed.places[0].person
    type(person).objects.filter(pk=person.pk).update(name='=HYPERLINK("http://x")')
    form = FormTemplateFactory()
    file = io.BytesIO()
    export_attendance(file, Wanted(closed.batch, None, None, "xlsx", template=form), by=None)

    cell = openpyxl.load_workbook(file).worksheets[0]["C4"]

    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_the_page_says_what_is_wrong_cell_by_cell_and_keeps_what_was_typed(client, hr):
    file = upload(workbook({"A1": "{{姓名}}{{单位名}}", "B2": "{{学时}}"}))

    answer = client.post("/reports/forms/new/", {"name": "归档表", "purpose": "hours", "file": file})
    page = answer.content.decode()

    assert (answer.status_code, FormTemplate.objects.count()) == (422, 0)
    assert "没有“单位名”这个占位符" in page
    assert "行内占位符分布在不止一行" in page
    assert 'value="归档表"' in page


def test_the_page_refuses_a_large_file(client, hr):
    file = upload(b"PK" + b"0" * (2 * 1024 * 1024))

    page = client.post("/reports/forms/new/", {"name": "归档表", "purpose": "hours", "file": file}).content.decode()

    assert "2 MB" in page


def test_the_forms_are_downloaded_and_tried(client, hr):
    form = FormTemplateFactory()

    original = b"".join(client.get(f"/reports/forms/{form.pk}/file/").streaming_content)
    sample = b"".join(client.get(f"/reports/forms/{form.pk}/sample/").streaming_content)
    starter = client.get("/reports/forms/starter/hours/")

    assert (original, values(sample)[3][2]) == (bytes(form.file), "张样例")
    assert (starter.status_code, client.get("/reports/forms/starter/other/").status_code) == (200, 404)


def test_a_file_is_written_in_the_form_that_was_chosen(client, hr, closed):
    form = FormTemplateFactory()
    chosen = {"batch": closed.batch.code, "template": form.pk}

    answer = client.get("/reports/attendance/", {**chosen, "format": "xlsx"})
    rows = values(b"".join(answer.streaming_content))
    refused = client.get("/reports/attendance/", {**chosen, "format": "csv"})

    assert rows[0][0].endswith("考勤登记表")
    assert (refused.status_code, "表样只能导出为 xlsx" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("how", ["retired", "of the other purpose"])
def test_a_form_that_is_not_offered_is_not_taken(client, hr, closed, how):
    form = FormTemplateFactory(purpose="hours" if how != "retired" else "attendance")
    if how == "retired":
        retire_form(template=form, by=hr)

    assert client.get("/reports/attendance/", {"batch": closed.batch.code, "template": form.pk}).status_code == 422


def test_too_many_rows_are_refused_in_the_page(client, hr, closed, monkeypatch):
    monkeypatch.setattr("reports.exports.office_forms.MOST_ROWS", 2)
    monkeypatch.setattr("common.office_forms.filling.MOST_ROWS", 2)
    form = FormTemplateFactory()

    answer = client.get("/reports/attendance/", {"batch": closed.batch.code, "template": form.pk})

    assert (answer.status_code, "最多填 2 行" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_its_statements(client, hr, rows, django_assert_num_queries):
    FormTemplateFactory.create_batch(rows, uploaded_by=hr)

    with django_assert_num_queries(6):
        assert client.get("/reports/forms/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_hours_take_their_statements(rows, django_assert_num_queries):
    held = held_class(rows)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)

    with django_assert_num_queries(3):
        assert hours_rows(batch=held.batch, by=None)[0] == rows
