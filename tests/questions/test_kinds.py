"""What each kind of question answers for."""

from decimal import Decimal

import pytest

from questions.kinds import kind_of


def item(kind, key, policy="all_or_nothing", score="2"):
    return {"kind": kind, "key": key, "policy": policy, "score": score}


HALF = item("multiple", [0, 2, 3], "half_if_subset")


@pytest.mark.parametrize(
    ("frozen", "payload", "mark"),
    [
        (item("single", [1]), [1], "2"),
        (item("single", [1]), [0], "0"),
        (item("single", [1]), [], "0"),
        (item("true_false", [0]), [0], "2"),
        (HALF, [3, 0, 2], "2"),
        (HALF, [0], "1"),
        (HALF, [0, 2], "1"),
        (HALF, [0, 1], "0"),
        (HALF, [0, 1, 2, 3], "0"),
        (HALF, [], "0"),
        (item("multiple", [0, 1], "half_if_subset", "1.5"), [0], "0.5"),
        (item("multiple", [0, 1], "half_if_subset", "1"), [0], "0.5"),
        (item("multiple", [0, 1]), [0], "0"),
        (item("blank", [["Abc"]]), [" ＡＢＣ "], "2"),
        (item("blank", [["2003", "二〇〇三"]]), ["二〇〇三"], "2"),
        (item("blank", [["甲"], ["乙"]]), ["甲", "乙"], "2"),
        (item("blank", [["甲"], ["乙"]]), ["乙", "甲"], "0"),
        (item("blank", [["甲"], ["乙"]]), ["甲"], "0"),
        (item("blank", [["甲"]]), [], "0"),
    ],
)
def test_points(frozen, payload, mark):
    assert kind_of(frozen["kind"]).points(frozen, payload) == Decimal(mark)


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("multiple", [0, 2], [2, 0], True),
        ("multiple", [0], [0, 2], False),
        ("multiple", [], [], True),
        ("blank", [], [], True),
        ("blank", ["甲", ""], ["甲"], True),
        ("blank", [" 甲 "], ["甲"], True),
        ("blank", ["甲", "乙"], ["乙", "甲"], False),
        ("blank", ["", "甲"], ["甲"], False),
        ("blank", ["", ""], [], True),
    ],
)
def test_when_two_answers_are_the_same(kind, one, other, same):
    assert kind_of(kind).same(one, other) is same
