"""A reader that breaks at a file in a way nobody foresaw, as seen by who sent the file and by who keeps the site."""

import logging

import pytest

from common.tables import check_book, open_xlsx, read_book
from tests.support.refusals import refusal


class Panic(BaseException):
    """As a reader written in Rust ends: not an Exception."""


class Breaking(bytes):
    """A file at which whoever looks into it breaks."""

    how: BaseException = RuntimeError("kaput")

    def strip(self, *marks):
        raise self.how


def breaking(how):
    data = Breaking(b"PK")
    data.how = how
    return data


@pytest.mark.parametrize("reader", [read_book, check_book, open_xlsx])
@pytest.mark.parametrize("how", [RuntimeError("kaput"), MemoryError(), RecursionError(), Panic("kaput")])
def test_a_failure_nobody_foresaw_is_a_refusal_and_an_entry_in_the_log(reader, how, caplog):
    with caplog.at_level(logging.ERROR, "common.tables"):
        code = refusal(reader, data=breaking(how), name="x.xlsx")

    assert (code, [record.exc_info[1] for record in caplog.records]) == ("file_unreadable", [how])


@pytest.mark.parametrize("how", [KeyboardInterrupt, SystemExit])
def test_who_stops_the_program_is_heard(how):
    with pytest.raises(how):
        read_book(breaking(how()), "x.xlsx")
