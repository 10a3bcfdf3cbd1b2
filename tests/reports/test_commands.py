import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.factories.training import class_today

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
