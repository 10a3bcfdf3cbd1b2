from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.factories.admission import class_today
from tests.factories.reports import FormTemplateFactory

pytestmark = pytest.mark.django_db


def test_the_command_writes_a_class_to_a_file(tmp_path, capsys):
    batch = class_today(2).batch
    file = tmp_path / "a.xlsx"

    call_command("export_attendance", batch=batch.code, format="xlsx", output=file)

    assert openpyxl.load_workbook(file).worksheets[0].max_row == 3


@pytest.mark.parametrize("options", [{"batch": "nope"}, {"year": 2026, "unit": "nope"}])
def test_an_unknown_code_is_an_error(tmp_path, options):
    with pytest.raises(CommandError, match="no (class|unit) with the code"):
        call_command("export_attendance", **options, format="csv", output=tmp_path / "a.csv")


def test_the_command_writes_in_a_form_of_the_office(tmp_path):
    form, batch = FormTemplateFactory(name="考勤表"), class_today(2).batch

    call_command("export_attendance", batch=batch.code, form=form.name, format="xlsx", output=tmp_path / "a.xlsx")

    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].value == f"{batch.title}考勤登记表"


@pytest.mark.parametrize(("form", "format"), [("没有", "xlsx"), ("考勤表", "csv")])
def test_a_form_that_cannot_be_written_is_an_error(tmp_path, form, format):
    FormTemplateFactory(name="考勤表")

    with pytest.raises(CommandError, match="form"):
        call_command("export_attendance", year=2026, form=form, format=format, output=tmp_path / "a.csv")


def test_the_command_writes_the_classes_of_a_span_of_years(tmp_path):
    for year in (2024, 2026):
        class_today(1, day=date(year, 3, 4))

    for years, rows in (("2024", 1), ("2024-2026", 2), ("2025-2026", 1)):
        call_command("export_attendance", f"--year={years}", format="xlsx", output=tmp_path / "a.xlsx")
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == rows + 1


@pytest.mark.parametrize("years", ["2026-2024", "26", "all"])
def test_years_that_are_none_are_an_error(tmp_path, years):
    with pytest.raises(CommandError, match="2024-2026"):
        call_command("export_attendance", f"--year={years}", format="csv", output=tmp_path / "a.csv")
