"""A list over HTTP: sent, looked at, put right, taken over, undone."""

import io
import re
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.tables import read_book
from intake.choices import ImportState
from intake.headings import find_heading
from intake.models import KnownUnitName, ListImport
from intake.services import judge_list, receive_list
from intake.services.receiving import verdicts_of
from people.choices import PersonStatus, Role, Sex
from people.models import Person
from roster.exports import TEMPLATE_COLUMNS, roster_template
from roster.people_list.fields import VOCABULARY
from roster.people_list.kind import PeopleList
from tests.factories.people import PersonFactory, city_root, user_with_role
from tests.factories.rosters import Page, id_number, judged, list_rows, plain_list, small_city, workbook
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def city():
    return small_city()


@pytest.fixture
def hr(client, city):
    user = user_with_role(Role.HR)
    client.force_login(user, backend=BACKEND)
    return user


def send(client, data, name="名册.xlsx", unit="NY"):
    form = {"unit": unit, "file": SimpleUploadedFile(name, data)}
    return client.post(reverse("intake:import_create", kwargs={"kind": "people"}), form)


def address(name, roster):
    return reverse(f"intake:import_{name}", kwargs={"uuid": roster.uuid})


def page_of(client, roster, **query):
    return client.get(roster.get_absolute_url(), query).content.decode()


def arrived(data, *, by, unit=None):
    return judge_list(
        listing=receive_list(kind=PeopleList(), file_name="名册.xlsx", data=data, unit=unit or city_root(), by=by)
    )


def test_a_list_is_sent_looked_at_put_right_taken_over_and_undone(client, hr):
    data = plain_list({"name": "王志远", "birth": "1984.01"}, {"name": "李明霞", "unit": "教体系统"}, {"name": "赵海"})
    sent = send(client, data)
    roster = ListImport.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, roster.get_absolute_url())
    assert "教体系统" in page_of(client, roster)
    assert "王志远" in page_of(client, roster, show="warning")

    options = client.get(address("options", roster)).context["form"]
    form = {field.html_name: field.value() for field in options.heading_fields()}
    put_right = client.post(address("options", roster), {**form, "u0": "NY001"})
    assert (put_right.status_code, KnownUnitName.objects.get().text) == (302, "教体系统")
    roster.refresh_from_db()
    assert (roster.summary["errors"], roster.summary["warnings"]) == (0, 1)

    client.post(address("commit", roster), {"accept_all": "on"})
    roster.refresh_from_db()
    assert (roster.state, Person.objects.count()) == (ImportState.COMMITTED, 3)

    client.post(address("undo", roster))
    roster.refresh_from_db()
    assert (roster.state, Person.objects.count()) == (ImportState.UNDONE, 0)


def test_only_ticked_rows_with_a_warning_are_taken_over(client, hr):
    roster = arrived(plain_list({"name": "王志远", "birth": "1984.01"}, {"name": "李明霞", "birth": "1984.02"}), by=hr)

    client.post(address("commit", roster), {"accept": ["Sheet1!3"]})

    assert list(Person.objects.values_list("name", flat=True)) == ["李明霞"]


def test_rows_left_out_say_so_once_the_list_is_taken_over(client, hr, city):
    """On the page, in the workbook with the verdicts, and after the list was undone."""
    PersonFactory(name="王志远", unit=city["市教育局"], post="科员", id_number=id_number(1))
    changed = {"name": "王志远", "id": id_number(1), "post": "主任", "birth": "1984.01"}
    roster = arrived(plain_list(changed, {"name": "李明霞", "birth": "1984.02"}, {"name": "赵海"}), by=hr)
    assert rows_called(client, roster) == {2: "更新", 3: "新增"}

    client.post(address("commit", roster), {"accept": ["Sheet1!3"]})

    roster.refresh_from_db()
    assert rows_called(client, roster) == {2: "未采用", 3: "新增"}
    assert ("未勾选的 1 行未采用" in page_of(client, roster), roster.summary["written"]["updated"]) == (True, 0)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address("report", roster)).content)).active
    said = [str(sheet.cell(row, sheet.max_column).value).startswith("未采用") for row in (2, 3, 4)]
    assert said == [True, False, False]
    listed = client.get(reverse("intake:import_list", kwargs={"kind": "people"})).content.decode()
    assert re.findall(r'<td class="num" [^>]*>(\d+)</td>', listed)[:2] == ["2", "0"]
    client.post(address("undo", roster))
    assert rows_called(client, roster)[2] == "未采用"


def test_with_one_tick_for_all_rows_none_is_left_out(client, hr):
    roster = arrived(plain_list({"name": "王志远", "birth": "1984.01"}), by=hr)
    client.post(address("commit", roster), {"accept_all": "on"})

    assert rows_called(client, roster) == {2: "新增"}


def rows_called(client, roster):
    """What each row with a warning would do or did, in words."""
    page = client.get(roster.get_absolute_url(), {"show": "warning"})
    table = page.text.split("<tbody>")[-1].split("</tbody>")[0]
    lines = [re.sub(r"<[^>]+>", " ", line).split() for line in table.split("<tr>")[1:]]
    words = [next(word for word in ("未采用", "新增", "更新") if word in line) for line in lines]
    return dict(zip((verdict.row for verdict in page.context["page_obj"]), words, strict=True))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("名册.xlsx", b"not a workbook", "另存为 .xlsx"),
        ("名册.xls", b"<html></html>", "网页"),
        ("名册.et", b"\xd0\xcf\x11\xe0", "WPS"),
        ("名册.xlsx", b"PK\x03\x04", "已损坏"),
    ],
)
def test_a_refused_file_keeps_the_form_with_what_to_do(client, hr, name, data, sentence):
    answer = send(client, data, name)

    assert (answer.status_code, sentence in answer.content.decode(), ListImport.objects.count()) == (422, True, 0)


def test_headings_nobody_understood_are_explained_on_the_options_page(client, hr):
    rows = [["全市名单"], ["人员", "性别", "工作处"], ["王志远", "男", "市教育局"]]
    send(client, workbook(Page(rows)))
    roster = ListImport.objects.get()
    assert (roster.state, "没有找到表头" in page_of(client, roster)) == (ImportState.FAILED, True)

    labels = [field.label for field in client.get(address("options", roster)).context["form"].heading_fields()]
    assert labels == ["人员", "性别", "工作处"]
    client.post(address("options", roster), {"h0": "name", "h1": "sex", "h2": "unit"})
    roster.refresh_from_db()
    assert (roster.state, roster.summary["created"]) == (ImportState.JUDGED, 1)


def test_a_file_too_large_keeps_the_form_with_the_sentence(client, hr):
    answer = send(client, b"a" * (10 * 1024 * 1024 + 1))

    assert (answer.status_code, "10 MB" in answer.content.decode(), ListImport.objects.count()) == (422, True, 0)


def test_a_form_without_a_file_or_for_another_unit_is_refused(client, city):
    client.force_login(user_with_role(Role.LIAISON, city["市教育局"]), backend=BACKEND)

    answers = [
        client.post(reverse("intake:import_create", kwargs={"kind": "people"}), {"unit": "NY001"}),
        send(client, plain_list({}), unit="NY002"),
    ]
    assert ([answer.status_code for answer in answers], ListImport.objects.count()) == ([422, 422], 0)


@pytest.mark.parametrize("verb", ["detail", "options", "report", "commit", "undo"])
def test_another_liaisons_import_does_not_exist(client, city, verb):
    roster = arrived(plain_list({}), by=user_with_role(Role.LIAISON, city["市教育局"]), unit=city["市教育局"])
    client.force_login(user_with_role(Role.LIAISON, city["市财政局"]), backend=BACKEND)

    ask = client.post if verb in ("commit", "undo") else client.get
    assert ask(address(verb, roster)).status_code == 404


def test_the_template_can_be_imported_and_its_sample_row_is_no_person(client, hr):
    template = client.get(reverse("intake:import_template", kwargs={"kind": "people"})).content
    book = openpyxl.load_workbook(io.BytesIO(template))
    page = book["人员名册"]
    places = {cell.value: cell.column for cell in page[1]}
    for heading, value in {
        "姓名*": "王志远",
        "身份证号": id_number(1),
        "单位*": "市教育局",
        "性别": "男",
    }.items():
        page.cell(3, places[heading], value)
    output = io.BytesIO()
    book.save(output)

    assert [(v.row, v.status, v.code) for v in judged(template)] == [(2, "skipped", "R10")]
    assert [(v.row, v.status, v.code) for v in judged(output.getvalue())] == [(2, "skipped", "R10"), (3, "ok", "")]
    send(client, output.getvalue())
    roster = ListImport.objects.get()
    assert (roster.summary["created"], roster.summary["skipped"], roster.summary["errors"]) == (1, 1, 0)


def test_every_heading_of_the_template_is_known():

    heading = find_heading(read_book(roster_template())[0], VOCABULARY)
    assert [column.field for column in heading.columns] == [field for field, _heading, _example in TEMPLATE_COLUMNS]


def test_the_report_comes_as_a_workbook_with_the_headings_that_were_chosen(client, hr):
    rows = list_rows({"name": "王志远"})
    rows[0][rows[0].index("姓名")] = "人员"
    send(client, workbook(Page(rows)))
    roster = ListImport.objects.get()
    assert roster.state == ImportState.FAILED

    roster.options = {**roster.options, "headings": {"人员": "name"}}
    roster.save()
    roster = judge_list(listing=roster)
    answer = client.get(address("report", roster))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert (answer["Content-Type"], sheet.cell(1, 16).value, sheet.cell(2, 16).value) == (XLSX, "校验结果", "通过")


def test_hidden_columns_and_unread_sheets_are_told(client, hr):
    pages = [Page(list_rows({}), hidden_columns=[12]), Page([["一", "二"]], name="字典")]
    roster = arrived(workbook(*pages), by=hr)
    page = page_of(client, roster)

    assert ("隐藏列也已读取：学历" in page, "未读取的工作表：字典" in page) == (True, True)


def test_what_a_row_changes_stands_on_the_page_old_and_new_before_it_is_taken_over(client, hr, city):
    PersonFactory(name="王志远", unit=city["市教育局"], post="科员", id_number=id_number(1))
    page = page_of(client, arrived(plain_list({"name": "王志远", "id": id_number(1), "post": "主任"}), by=hr))

    assert "<del>科员</del> → <ins>主任</ins>" in page


def test_changes_stand_on_the_page_in_words_and_never_as_codes(client, hr, city):
    PersonFactory(
        name="王志远", unit=city["市教育局"], id_number=id_number(1), status=PersonStatus.RETIRED, sex=Sex.FEMALE
    )
    data = plain_list({"name": "王志远", "id": id_number(1), "sex": "男", "category": "参公"})
    page = page_of(client, arrived(data, by=hr))

    shown = re.findall(r"(性别|状态|人员类别)：<del>(.+?)</del> → <ins>(.+?)</ins>", page)
    assert set(shown) == {("性别", "女", "男"), ("状态", "退休", "在职"), ("人员类别", "公务员", "参公人员")}


def test_a_column_that_holds_something_and_is_not_used_is_said_in_colour(client, hr, city):
    rows = [[*cells, extra] for cells, extra in zip(list_rows({}), ["籍贯", "南阳"], strict=True)]
    page = page_of(client, arrived(workbook(Page(rows)), by=hr))

    assert re.search(r'class="note warn">[^<]*籍贯', page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_however_long_it_is(client, hr, django_assert_num_queries, rows):
    for _turn in range(rows):
        arrived(plain_list({}), by=hr)
    with django_assert_num_queries(6):
        client.get(reverse("intake:import_list", kwargs={"kind": "people"}))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("verb", ["detail", "options", "report"])
def test_an_import_takes_as_many_statements_however_many_rows_it_has(client, hr, django_assert_num_queries, rows, verb):
    roster = arrived(plain_list(*[{"birth": "1984.01"}] * rows), by=hr)
    with django_assert_num_queries({"detail": 5, "options": 5, "report": 4}[verb]):
        client.get(address(verb, roster))


FORM = "application/x-www-form-urlencoded"


def strict(hr):
    """A browser, whose token is checked, with a list of which one row has a warning."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(hr, backend=BACKEND)
    roster = arrived(plain_list({"name": "王志远", "birth": "1984.01"}, {"name": "赵海"}), by=hr)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page_of(browser, roster))[1]
    return browser, roster, token, verdicts_of(roster)[0].key


def ticked(key, rows, **more):
    return urlencode([*more.items(), *(("accept", f"名册!{row}") for row in range(10, rows + 10)), ("accept", key)])


def test_every_row_of_the_longest_list_may_be_ticked_and_chosen_for(hr):
    browser, roster, token, key = strict(hr)
    sent = ticked(key, 40_000, csrfmiddlewaretoken=token)

    answer = browser.post(address("commit", roster), sent, content_type=FORM)

    assert (answer.status_code, set(Person.objects.values_list("name", flat=True))) == (302, {"王志远", "赵海"})


@pytest.mark.parametrize(
    ("rows", "token", "status"), [(1, "", 403), (1, "x" * 64, 403), (60_000, None, 400), (800_000, None, 400)]
)
def test_neither_a_page_without_its_token_nor_one_too_large_takes_anything_over(hr, rows, token, status):
    browser, roster, own, key = strict(hr)
    sent = ticked(key, rows, csrfmiddlewaretoken=own if token is None else token)

    answer = browser.post(address("commit", roster), sent, content_type=FORM)

    assert (answer.status_code, Person.objects.count()) == (status, 0)
