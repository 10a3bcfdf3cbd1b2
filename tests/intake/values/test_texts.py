import pytest

from intake.values.texts import read_text


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), ("", ""), (3.0, "3"), (2.5, "2.5"), (7, "7"), ("  市教育局 ", "市教育局"), ("\u200b", "")],
)
def test_a_cell_is_read_as_a_text(cell, text):
    assert read_text(cell) == text
