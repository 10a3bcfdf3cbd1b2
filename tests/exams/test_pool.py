"""What each rule of a paper can draw from."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.models import PaperRule
from exams.pool import Pool, draw_order, supplies, total_of
from exams.services.drawing import draw_items
from questions.models import KnowledgePoint
from tests.factories.exams import PaperFactory, PaperRuleFactory
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    """Six single choice questions: two of a point, two of a point below it, two hard ones of no point."""
    bank = QuestionBankFactory()
    above = KnowledgePoint.add_root(name="电子政务")
    below = above.add_child(name="公文交换")
    for point in (above, below):
        QuestionVersionFactory.create_batch(2, bank=bank, knowledge_point=point)
    QuestionVersionFactory.create_batch(2, bank=bank, difficulty="hard")
    QuestionVersionFactory(bank=bank, is_current=False)
    bank.above, bank.below = above, below
    return bank


def rule(count, **fields):
    return PaperRule(kind="single", count=count, score=2, **fields)


def left(bank, *rules):
    return [(supply.found, supply.left, supply.is_enough) for supply in supplies(bank, rules)]


def test_a_rule_draws_from_the_current_questions_it_names(bank):
    assert left(bank, rule(6)) == [(6, 6, True)]
    assert left(bank, rule(7)) == [(6, 6, False)]
    assert left(bank, rule(3, difficulty="hard")) == [(2, 2, False)]
    assert left(bank, rule(4, knowledge_point=bank.above)) == [(4, 4, True)]
    assert left(bank, rule(1, knowledge_point=bank.below)) == [(2, 2, True)]
    assert left(bank, PaperRule(kind="blank", count=1, score=1)) == [(0, 0, False)]


def test_a_rule_has_what_the_narrower_ones_leave(bank):
    assert left(bank, rule(4), rule(2, knowledge_point=bank.below)) == [(6, 4, True), (2, 2, True)]
    assert left(bank, rule(5), rule(2, difficulty="hard")) == [(6, 4, False), (2, 2, True)]
    assert left(bank, rule(3), rule(3)) == [(6, 6, True), (6, 3, True)]


def test_what_is_promised_can_be_drawn_every_time(bank):
    paper = PaperFactory(bank=bank)
    for fields in ({"count": 1}, {"count": 2, "knowledge_point": bank.below}, {"count": 2, "difficulty": "hard"}):
        PaperRuleFactory(paper=paper, **fields)
    rules = list(paper.rules.all())
    assert all(supply.is_enough for supply in supplies(bank, rules))

    for seed in random.Random(1).sample(range(10_000), 50):
        items = draw_items(paper, seed)
        assert len({item["version"] for item in items}) == 5


def test_the_deepest_point_is_drawn_first(bank):
    rules = [
        rule(1),
        rule(1, difficulty="hard"),
        rule(1, knowledge_point=bank.above),
        rule(1, knowledge_point=bank.below),
    ]

    assert draw_order(rules) == [3, 2, 1, 0]
    assert total_of(rules) == 8


@pytest.mark.parametrize("rules", [1, 3])
def test_drawing_takes_as_many_statements_for_three_rules_as_for_one(bank, rules):
    paper = PaperFactory(bank=bank)
    PaperRuleFactory.create_batch(rules, paper=paper, knowledge_point=bank.above)
    paper.refresh_from_db()
    with CaptureQueriesContext(connection) as seen:
        draw_items(paper, 1)

    # Rules, the bank, its questions, and those drawn.
    assert len(seen) == 4
    assert len(Pool(bank).rows) == 6
