"""All cases in one workbook, through the command an operator or a script calls."""

import io
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from intake.models import ListImport
from people.models import Person, Posting
from tests.factories.people import PersonFactory
from tests.factories.rosters import Page, every_case, id_number, list_rows, people_of_every_case, plain_list, small_city
from tests.factories.rosters import workbook as workbook_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def city():
    city = small_city()
    people_of_every_case(city)
    return city


@pytest.fixture
def workbook(tmp_path):
    data, expected = every_case()
    file = tmp_path / "名册.xlsx"
    file.write_bytes(data)
    return file, expected


def run(*arguments):
    output = io.StringIO()
    call_command("import_roster", *arguments, "--json", stdout=output)
    return json.loads(output.getvalue())


def roster_now():
    people = Person.objects.order_by("pk").values()
    return list(people), list(Posting.objects.order_by("pk").values())


def test_every_case_is_told_as_the_specification_says(city, workbook):
    file, expected = workbook
    told = run(file)

    assert [(row["sheet"], row["row"], row["status"], row["code"]) for row in told["rows"]] == [
        tuple(row[1:]) for row in expected
    ]
    statuses = Counter(status for _case, _sheet, _row, status, _code in expected)
    assert {name: told[name] for name in ("created", "updated", "unchanged", "skipped", "errors", "warnings")} == {
        "created": statuses["ok"] + statuses["fixed"] + statuses["warning"] - 3,
        "updated": 3,
        "unchanged": 0,
        "skipped": statuses["skipped"],
        "errors": statuses["error"],
        "warnings": statuses["warning"],
    }


def test_the_workbook_holds_every_case_a_roster_can_have():
    cases = {case for case, *_others in every_case()[1]}
    # R11 is a blank row, R12 a container of its own, R38 belongs to the history of trainings.
    assert {f"R{n:02d}" for n in range(1, 45)} - cases == {"R11", "R12", "R38"}


def test_a_dry_run_writes_nothing(city, workbook):
    before = roster_now()
    run(workbook[0])

    assert (roster_now(), ListImport.objects.count()) == (before, 0)


def test_taking_over_twice_changes_nothing_and_undoing_restores(city, workbook):
    file, _expected = workbook
    before = roster_now()
    first = run(file, "--commit")
    after = roster_now()
    assert (len(after[0]) - len(before[0]), first["updated"]) == (first["created"], 3)

    second = run(file, "--commit")
    assert (second["created"], second["updated"], roster_now()) == (0, 0, after)
    assert second["unchanged"] == first["created"] + first["updated"]

    last, earlier = ListImport.objects.order_by("-pk")
    for roster in (last, earlier):
        call_command("undo_roster", str(roster.uuid), stdout=io.StringIO())
    assert roster_now() == before


def test_the_report_holds_every_cell_and_a_verdict_with_numbers_masked(city, workbook, tmp_path):
    file, expected = workbook
    told = run(file, "--report", tmp_path / "out.xlsx")
    original = openpyxl.load_workbook(file, data_only=True)
    report = openpyxl.load_workbook(tmp_path / "out.xlsx")

    assert report.sheetnames == original.sheetnames
    number = {"名册": 7, "市财政局": 2}
    for sheet in original:
        mine = report[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.column != number.get(sheet.title) and cell.data_type != "e":
                    assert mine.cell(cell.row, cell.column).value == (cell.value or None), cell.coordinate
    last = {"名册": 20, "市财政局": 4}
    assert (report["名册"].cell(4, 20).value, report["名册"].cell(5, 20).value) == (None, "校验结果")
    verdicts = {(row["sheet"], row["row"]): row for row in told["rows"]}
    for (sheet, row), verdict in verdicts.items():
        told_there = report[sheet].cell(row, last[sheet]).value
        assert verdict["code"] in told_there, (sheet, row)
    texts = [str(cell.value) for sheet in report for row in sheet.iter_rows() for cell in row if cell.value]
    assert [text for text in texts if re.search(r"\d{15}", text)] == []
    assert sum("**********" in text for text in texts) > 50


def test_dates_and_times_of_the_list_come_back_as_they_were(city, tmp_path):
    data = plain_list({"birth": date(1985, 3, 15), "remark": datetime(2024, 3, 1, 8, 30)})
    (tmp_path / "a.xlsx").write_bytes(data)
    run(tmp_path / "a.xlsx", "--report", tmp_path / "b.xlsx")

    before, after = (openpyxl.load_workbook(tmp_path / name).active for name in ("a.xlsx", "b.xlsx"))
    assert [after.cell(2, column).value for column in (5, 15)] == [before.cell(2, column).value for column in (5, 15)]
    assert after.cell(2, 5).value == datetime(1985, 3, 15)


def test_no_number_leaves_by_the_printed_verdicts(city, workbook):
    file, _expected = workbook
    printed = json.dumps(run(file))

    assert [n for n in range(1, 500) if id_number(n) in printed] == []


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.xlsx", b"", 1), ("a.xlsx", b"\x00\x01", 1), ("a.csv", "甲,乙\n1,2".encode(), 1)],
)
def test_a_file_that_cannot_be_read_ends_with_one(city, tmp_path, name, content, status):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError) as refused:
        run(tmp_path / name)
    assert refused.value.returncode == status


def test_a_file_that_is_not_there_ends_with_one_and_a_unit_nobody_has_with_two(city, workbook, tmp_path):
    with pytest.raises(CommandError) as missing:
        run(tmp_path / "none.xlsx")
    with pytest.raises(CommandError) as unknown:
        run(workbook[0], "--unit", "NONE")

    assert (missing.value.returncode, unknown.value.returncode) == (1, 2)


def test_words_the_command_does_not_know_end_with_two():
    ended = subprocess.run(
        [sys.executable, "manage.py", "import_roster", "--nonsense"], cwd=ROOT, capture_output=True, check=False
    )

    assert ended.returncode == 2


def test_only_the_sheets_named_are_read(city, workbook):
    assert {row["sheet"] for row in run(workbook[0], "--sheet", "市财政局")["rows"]} == {"市财政局"}


def test_optional_numbers_and_hidden_rows_are_options(city, workbook):
    file, expected = workbook
    told = {
        (row["sheet"], row["row"]): (row["status"], row["code"])
        for row in run(file, "--id-optional", "--skip-hidden")["rows"]
    }
    places = {case: (sheet, row) for case, sheet, row, _status, _code in expected}

    assert (told[places["R27"]], told[places["R08"]]) == (("warning", "R27"), ("skipped", "R08"))


def test_the_unit_stands_for_rows_that_name_none(city, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(plain_list({"unit": ""}))

    assert [run(tmp_path / "a.xlsx", *more)["errors"] for more in ([], ["--unit", "NY002"])] == [1, 0]


def test_what_would_change_and_which_columns_are_not_used_is_printed(tmp_path):
    PersonFactory(name="王志远", unit=small_city()["市教育局"], post="科员", id_number=id_number(1))
    head, row = list_rows({"name": "王志远", "id": id_number(1), "post": "主任"})
    (tmp_path / "a.xlsx").write_bytes(workbook_of(Page([[*head, "籍贯"], [*row, "南阳"]])))
    told, output = run(tmp_path / "a.xlsx"), io.StringIO()
    call_command("import_roster", tmp_path / "a.xlsx", stdout=output)

    assert (told["rows"][0]["changes"]["post"], told["unused"]) == (["科员", "主任"], {"Sheet1": ["籍贯"]})
    assert "籍贯" in output.getvalue()


@pytest.mark.parametrize(("more", "entered"), [([], 1), (["--without-warnings"], 0)])
def test_rows_with_a_warning_may_be_left_out(city, tmp_path, more, entered):
    (tmp_path / "a.xlsx").write_bytes(plain_list({"name": "王至善", "remark": "借调市政府办"}))
    run(tmp_path / "a.xlsx", "--commit", *more)

    assert Person.objects.filter(name="王至善").count() == entered


def test_what_a_program_took_over_it_undoes_by_the_number_it_was_told(city, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(plain_list({"name": "新来的人"}))
    before = roster_now()
    assert "import" not in run(tmp_path / "a.xlsx")
    number = run(tmp_path / "a.xlsx", "--commit")["import"]
    assert (number, roster_now() != before) == (ListImport.objects.get().pk, True)

    call_command("undo_roster", str(number), stdout=io.StringIO())

    assert roster_now() == before


def test_people_are_told_how_to_undo(city, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(plain_list({"name": "新来的人"}))
    output = io.StringIO()
    call_command("import_roster", tmp_path / "a.xlsx", "--commit", stdout=output)

    assert output.getvalue().endswith(f"To undo: manage.py undo_roster {ListImport.objects.get().pk}\n")


@pytest.mark.parametrize("report", ["none/out.xlsx", "."])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is(city, tmp_path, report):
    (tmp_path / "a.xlsx").write_bytes(plain_list({"name": "新来的人"}))
    before = roster_now()

    with pytest.raises(CommandError) as refused:
        run(tmp_path / "a.xlsx", "--commit", "--report", tmp_path / report)

    assert (refused.value.returncode, roster_now(), ListImport.objects.count()) == (1, before, 0)


@pytest.mark.parametrize("stood", [None, b"earlier"])
def test_a_list_that_is_refused_leaves_the_place_of_its_report_as_it_was(city, tmp_path, stood):
    report = tmp_path / "out.xlsx"
    (tmp_path / "a.xlsx").write_bytes(b"")
    if stood:
        report.write_bytes(stood)

    with pytest.raises(CommandError):
        run(tmp_path / "a.xlsx", "--report", report)

    assert (report.read_bytes() if report.exists() else None) == stood


def test_a_sheet_that_is_not_there_ends_with_two_and_the_names_of_those_that_are(city, workbook):
    with pytest.raises(CommandError) as refused:
        run(workbook[0], "--sheet", "名册", "--sheet", "没有")

    told = str(refused.value)
    assert (refused.value.returncode, "没有" in told, "名册, " in told, "市财政局" in told) == (2, True, True, True)
