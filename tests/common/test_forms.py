"""What the forms of the site share."""

from datetime import date, time

import pytest
from django import forms

from common.forms import DateInput, TimeInput, in_words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), "教育局", "教育局"),
        (forms.CharField(), None, "—"),
        (forms.BooleanField(), True, "是"),
        (forms.BooleanField(), False, "否"),
        (forms.ChoiceField(choices=[("a", "甲"), ("b", "乙")]), "b", "乙"),
        (forms.ChoiceField(choices=[("a", "甲")]), "", "—"),
        (forms.MultipleChoiceField(choices=[("1", "甲"), ("2", "乙"), ("3", "丙")]), [1, 3], "甲、丙"),
        (forms.DateField(widget=DateInput), date(2026, 3, 2), "2026-03-02"),
        (forms.TimeField(widget=TimeInput), time(8, 30), "08:30"),
        (forms.IntegerField(), 0, "0"),
    ],
)
def test_a_value_is_told_as_the_page_shows_it(field, value, words):
    assert in_words(field, value) == words
