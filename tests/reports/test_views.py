from io import BytesIO

import openpyxl
import pytest

from people.choices import Role
from reports.selectors.figures import rounded
from tests.factories.admission import class_today
from tests.factories.training import BatchFactory, UserFactory, city_root, with_role
from tests.support.rights import BACKEND
from training.labels import numeral

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client):
    user = with_role(UserFactory(), Role.HR, city_root())
    client.force_login(user, backend=BACKEND)
    return user


@pytest.mark.parametrize(
    ("n", "words"), [(0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (83, "八十三"), (512, "512")]
)
def test_numbers_are_written_as_reports_write_them(n, words):
    assert numeral(n) == words


@pytest.mark.parametrize(("n", "words"), [(99, "99"), (500, "500"), (512, "500余"), (1234, "1200余")])
def test_big_figures_are_rounded_down_to_hundreds(n, words):
    assert rounded(n) == words


def test_years_the_wrong_way_round_are_refused_in_words(client, hr):
    page = client.get("/reports/", {"first": 2026, "last": 2020}).content.decode()

    assert "起始年份晚于截止年份" in page


def test_classes_not_closed_are_named_apart(client, hr):
    batch = BatchFactory()

    page = client.get("/reports/", {"first": 2026, "last": 2026}).content.decode()

    assert batch.title in page


def test_the_file_comes_with_its_name_and_type(client, hr):
    batch = class_today(2).batch

    answer = client.get("/reports/attendance/", {"batch": batch.code, "format": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))

    assert book.sheetnames == ["考勤", "变更情况"]
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_an_unknown_class_is_refused_in_the_page(client, hr):
    assert client.get("/reports/attendance/", {"batch": "nope"}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_takes_the_same_statements_for_any_number_of_classes(client, hr, rows, django_assert_num_queries):
    BatchFactory.create_batch(rows)

    with django_assert_num_queries(18):
        client.get("/reports/", {"first": 2026, "last": 2026})


def test_hr_finds_the_way_to_the_list_on_the_first_day(client):
    client.force_login(with_role(UserFactory(person=None), Role.HR, city_root()), backend=BACKEND)

    page = client.get("/reports/").content.decode()

    assert ('/intake/people/new/"' in page, "导入名册" in page) == (True, True)


def test_the_files_of_some_years_are_named_after_them(client, hr):
    client.force_login(hr, backend=BACKEND)

    answer = client.get("/reports/attendance/", {"year": 2024, "to_year": 2026})
    backwards = client.get("/reports/attendance/", {"year": 2026, "to_year": 2024})

    answer.close()
    assert "_2024-2026_" in answer["Content-Disposition"]
    assert backwards.status_code == 422
