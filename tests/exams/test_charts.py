"""The scores of a sitting as a picture."""

from decimal import Decimal

import pytest

from exams.charts import score_bands, score_chart
from exams.models import Attempt, Sitting
from people.choices import Role
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import final_examination, sat
from tests.factories.people import user_with_role
from tests.factories.training import BatchFactory
from tests.support.visits import signed_in


def bands(scores, *, full="100", passing="60"):
    sitting = Sitting(full_mark=Decimal(full), pass_mark=Decimal(passing))
    attempts = [Attempt(score=None if score is None else Decimal(score)) for score in scores]
    return [
        (f"{band.low.normalize():f}-{band.high.normalize():f}", band.count) for band in score_bands(sitting, attempts)
    ]


def test_what_is_below_the_pass_mark_is_one_band_and_four_lie_above():
    scores = ["0", "59.5", "60", "69.5", "70", "89.5", "90", "100"]

    assert bands(scores) == [("0-60", 2), ("60-70", 2), ("70-80", 1), ("80-90", 1), ("90-100", 2)]


@pytest.mark.parametrize(
    ("full", "passing", "found"),
    [
        ("100", "0", [("0-25", 1), ("25-50", 0), ("50-75", 0), ("75-100", 1)]),
        ("100", "100", [("0-100", 1), ("100-100", 1)]),
        ("10", "7", [("0-7", 1), ("7-7.75", 0), ("7.75-8.5", 0), ("8.5-9.25", 0), ("9.25-10", 0)]),
    ],
)
def test_any_pass_mark_makes_bands(full, passing, found):
    scores = ["0", "100"] if full == "100" else ["0"]

    assert bands(scores, full=full, passing=passing) == found


def test_a_paper_without_a_score_is_not_counted_and_no_score_is_no_picture():
    assert sum(count for _name, count in bands([None, "80"])) == 1
    assert score_chart(Sitting(full_mark=Decimal(100), pass_mark=Decimal(60)), [Attempt(score=None)]) is None


@pytest.mark.django_db
def test_the_page_of_the_results_shows_the_scores_with_their_table():
    sitting = final_examination(BatchFactory())
    before = signed_in(user_with_role(Role.GRADER)).get(sitting.get_absolute_url()).content.decode()
    for passes in (True, False):
        sat(sitting, EnrolmentFactory(batch=sitting.batch), passes=passes)

    page = signed_in(user_with_role(Role.GRADER)).get(sitting.get_absolute_url()).content.decode()

    assert ("scores-title" in before, "scores-title" in page) == (False, True)
    assert "<td>0–5</td>" in page.replace("\n", "")
