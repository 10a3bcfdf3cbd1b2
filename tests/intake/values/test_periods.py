"""Periods as offices write them: in one cell, in two, with a year of their own or one from another column."""

from datetime import date, datetime

import pytest

from intake.values.periods import read_period

MAY = (date(2019, 5, 6), date(2019, 5, 8))


@pytest.mark.parametrize(
    "written",
    [
        "2019.5.6-5.8",
        "2019.5.6-8",
        "2019.5.6—8",
        "2019.5.6——5.8",
        "2019.05.06-2019.05.08",
        "2019.05.06--05.08",
        "2019年5月6日至8日",
        "2019年5月6日至5月8日",
        "2019年5月6日—2019年5月8日",
        "2019年5月6-8日",
        "2019年5月6日2019年5月8日",
        "2019年5.6-5.8",
        "２０１９．５．６－５．８",
        "二〇一九年五月六日至八日",
        "2019.5.6、7、8",
        "2019.5.6，5.8",
        "2019年5月6日、7日、8日",
        "2019/5/6 - 2019/5/8",
        "2019/5/6-8",
        "2019-5-6-8",
        "2019-05-06-05-08",
        "2019-05-06-2019-05-08",
        "2019-05-06 至 05-08",
        "20190506-20190508",
        "2019.5.6\n2019.5.8",
        "2019.5.6（周一）-5.8（共3天）",
        "2019年5月6日上午9:00至5月8日17:30",
    ],
)
def test_a_span_is_read_however_it_is_written(written):
    read = read_period(written)

    assert (read.start, read.end, read.year, read.notes) == (*MAY, 2019, ())


@pytest.mark.parametrize("written", ["2019.5.6", "2019年5月6日", "2019/5/6", "20190506", datetime(2019, 5, 6, 9, 0)])
def test_one_day_begins_and_ends_the_same_day(written):
    read = read_period(written)

    assert (read.start, read.end, read.notes) == (date(2019, 5, 6), date(2019, 5, 6), ())


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2019年5月", date(2019, 5, 31)),
        ("2019.5", date(2019, 5, 31)),
        ("2019年5月下旬", date(2019, 5, 31)),
        ("2019年5月-6月", date(2019, 6, 30)),
        ("2019年5-6月", date(2019, 6, 30)),
        ("2019.5-2020.2", date(2020, 2, 29)),
        ("201905-201906", date(2019, 6, 30)),
    ],
)
def test_months_are_meant_whole(written, last):
    read = read_period(written)

    assert (read.start, read.end) == (date(2019, 5, 1), last)


@pytest.mark.parametrize("written", ["5月6日-8日", "5.6-5.8", "5月6日至5月8日", "5月6、7、8日"])
def test_the_year_may_stand_in_a_column_of_its_own(written):
    assert read_period(written, year=2019)[:2] == MAY
    assert [note.code for note in read_period(written).notes] == ["year_missing"]


def test_first_and_last_day_may_stand_in_two_cells():
    assert read_period("2019.5.6", date(2019, 5, 8))[:2] == MAY
    assert read_period("5月6日", "8日", year=2019)[:2] == MAY
    assert read_period("2019.5.6", "")[:2] == (MAY[0], MAY[0])


def test_a_year_alone_says_no_day():
    for written in ("2019", "2019年", "2019年度", "2019年上半年", 2019.0, 2019):
        assert read_period(written)[:3] == (None, None, 2019)


def test_a_number_that_may_be_january_or_october_keeps_its_year():
    read = read_period(2019.1)

    assert (read.start, read.year, [note.code for note in read.notes]) == (None, 2019, ["R33"])


def test_over_new_year_the_second_year_may_be_left_out_and_is_shown():
    written_out, short = read_period("2018.12.28-2019.1.3"), read_period("2018.12.28-1.3")

    assert (written_out[:3], written_out.notes) == ((date(2018, 12, 28), date(2019, 1, 3), 2019), ())
    assert (short[:3], [note.status for note in short.notes]) == (written_out[:3], ["warning"])
    assert "2018-12-28" in short.notes[0].message
    assert "2019-01-03" in short.notes[0].message


@pytest.mark.parametrize("written", ["2019.5.8-5.6", "2019.5.8-3.6", "2019年5月8日至6日", "2019.12.8-2019.1.3"])
def test_a_span_written_backwards_is_refused(written):
    assert [(note.status, note.code) for note in read_period(written).notes] == [("error", "R36")]


@pytest.mark.parametrize("written", ["2019.13", "2019.2.30-3.1", "6-8日", "第三期", "5-6-8", "2019.5.6-开班"])
def test_what_is_no_period_is_quoted_whole_with_an_example(written):
    notes = read_period(written).notes

    assert [(note.status, note.code) for note in notes] == [("error", "R36")]
    assert f"“{written}”" in notes[0].message


def test_nothing_written_says_nothing():
    assert read_period("", None) == (None, None, 0, ())
