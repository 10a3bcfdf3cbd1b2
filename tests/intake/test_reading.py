"""Which sheets of a workbook are read, and of which nobody needs to hear."""

import pytest
from django.utils.translation import override

from common.tables import read_book
from intake.kinds import list_kinds
from intake.options import Options
from tests.factories.people import city_root
from tests.factories.rosters import Page, list_rows, small_city, workbook

pytestmark = pytest.mark.django_db
CODES = ["people", "units", "liaisons", "history", "questions"]


def reading_of(code, data):
    kind, unit = list_kinds()[code], city_root()
    return kind.judge(read_book(data, "名单.xlsx"), by=None, unit=unit, options=Options(more={"bank": "题库"}))


def test_these_are_all_lists_that_have_a_template():
    assert {code for code, kind in list_kinds().items() if kind.has_template} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_sheet_that_explains_our_own_template_is_passed_over_without_a_word(code):
    reading = reading_of(code, list_kinds()[code].template())

    assert (len(reading.sheets), reading.unread_sheets, reading.unused) == (1, [], {})


def test_another_sheet_without_a_heading_is_named():
    small_city()
    pages = [Page(list_rows({})), Page([["一", "二"]], name="说明")]

    assert reading_of("people", workbook(*pages)).unread_sheets == ["说明"]


def explained(code, *more):
    """The template of a kind, with more rows on the sheet that explains it."""
    pages = [Page(grid.rows, name=grid.name) for grid in read_book(list_kinds()[code].template())]
    pages[1].rows += more
    return workbook(*pages)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "性别"], ["王志远", "男"]],
        [["王志远"]],
        [[], [], ["姓名", "身份证号", "单位"], ["王志远", "1", "市教育局"]],
    ],
    ids=["small heading", "no heading", "full heading"],
)
def test_the_sheet_that_explains_our_template_is_named_once_somebody_wrote_into_it(code, rows):
    blank = [[]] * 15

    assert reading_of(code, explained(code, *blank, *rows)).unread_sheets == ["填写说明"]


@pytest.mark.parametrize("code", CODES)
def test_the_sheet_that_explains_our_template_is_known_in_every_language(code):
    with override("en"):
        data = list_kinds()[code].template()

    assert reading_of(code, data).unread_sheets == []


def test_a_sheet_of_that_name_with_other_texts_is_named():
    small_city()
    pages = [Page(list_rows({})), Page([["姓名", "性别"], ["王志远", "男"]], name="填写说明")]

    assert reading_of("people", workbook(*pages)).unread_sheets == ["填写说明"]


def test_a_sheet_of_that_name_with_people_on_it_is_read():
    small_city()
    reading = reading_of("people", workbook(Page(list_rows({"name": "王志远"}), name="填写说明")))

    assert ([verdict.values["name"] for verdict in reading.verdicts], reading.unread_sheets) == (["王志远"], [])


def test_a_sheet_of_that_name_with_people_on_it_that_is_left_out_is_named():
    small_city()
    pages = workbook(Page(list_rows({})), Page(list_rows({"name": "王志远"}), name="填写说明"))
    options = Options(sheets=["Sheet1"])
    reading = list_kinds()["people"].judge(read_book(pages, "名册.xlsx"), by=None, unit=city_root(), options=options)

    assert reading.unread_sheets == ["填写说明"]
