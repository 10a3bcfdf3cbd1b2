from datetime import date

import pytest
from django.db import IntegrityError, transaction

from common.errors import (
    ChangedMeanwhile,
    NotAllowed,
    check_row,
    refuse_changed,
    refused,
    require_reason,
    seen_of,
)
from people.models import OrgUnit
from tests.factories.people import OrgUnitFactory
from training.models import PlanItem, TrainingPlan

pytestmark = pytest.mark.django_db


def refusal_of_row(row):
    with pytest.raises(NotAllowed) as refused_row:
        check_row(row)
    return refused_row.value.code, str(refused_row.value)


def test_a_broken_constraint_gives_its_name_and_its_sentence():
    plan = TrainingPlan.objects.create(year=2026)
    PlanItem.objects.create(plan=plan, title="网络安全")

    assert refusal_of_row(PlanItem(plan=plan, title="网络安全")) == (
        "one_plan_item_per_title",
        "本年度计划中已有同名项目。",
    )


def test_a_broken_field_gives_what_is_wrong_with_it():
    code, sentence = refusal_of_row(TrainingPlan(year=None))

    assert (code, bool(sentence)) == ("null", True)


def test_a_row_that_is_fine_is_not_refused():
    check_row(TrainingPlan(year=2027))


@pytest.mark.parametrize("reason", ["", "  ", "\t\n"])
def test_no_reason_is_no_reason(reason):
    with pytest.raises(NotAllowed, match="Say why") as missing:
        require_reason(reason, "Say why.")

    assert missing.value.code == "reason_missing"


def test_a_reason_comes_back_without_white_space_around_it():
    assert require_reason(" 名单有误 ", "Say why.") == "名单有误"


def refused_by_the_database(write):
    with pytest.raises(NotAllowed) as told, refused(), transaction.atomic():
        write()
    return told.value.code


def test_what_the_database_refuses_by_name_is_told_by_name():
    plan = TrainingPlan.objects.create(year=2026)
    rows = [PlanItem(plan=plan, title="网络安全"), PlanItem(plan=plan, title="网络安全")]

    assert refused_by_the_database(lambda: PlanItem.objects.bulk_create(rows)) == "one_plan_item_per_title"


def test_a_check_the_database_refuses_is_told_by_name():
    unit = OrgUnitFactory(opened_on=date(2026, 1, 1))

    def close_before_opening():
        OrgUnit.objects.filter(pk=unit.pk).update(closed_on=date(2025, 1, 1))

    assert refused_by_the_database(close_before_opening) == "unit_closed_after_opened"


def test_what_the_database_refuses_without_a_name_of_ours_goes_on():
    rows = [TrainingPlan(year=2026), TrainingPlan(year=2026)]

    with pytest.raises(IntegrityError), refused(), transaction.atomic():
        TrainingPlan.objects.bulk_create(rows)


# Of two people with the same form open, the second does not undo the first unknowingly.

SHOWN = {"name": "教育局", "kind": "bureau", "open": True}


def changed(before, after, seen=None):
    """What the second to save is told somebody else changed; nothing where the save goes through."""
    try:
        refuse_changed(seen_of(SHOWN) if seen is None else seen, before, after)
    except ChangedMeanwhile as refusal:
        return refusal.names
    return []


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        # Nobody came between, or who did left this as it was shown.
        (SHOWN, SHOWN | {"name": "教体局"}, []),
        # The other one wished the same.
        (SHOWN | {"name": "教体局"}, SHOWN | {"name": "教体局"}, []),
        # The page would put the old name back, or set a third one.
        (SHOWN | {"name": "教体局"}, SHOWN | {"kind": "agency"}, ["name"]),
        (SHOWN | {"name": "教体局"}, SHOWN | {"name": "教委"}, ["name"]),
        (SHOWN | {"name": "教体局", "open": False}, SHOWN, ["name", "open"]),
    ],
)
def test_a_fact_is_not_set_over_what_somebody_else_made_of_it(before, after, names):
    assert changed(before, after) == names


def test_a_wish_that_comes_from_no_page_has_nothing_to_compare():
    assert changed(SHOWN | {"name": "教体局"}, SHOWN, seen="") == []


@pytest.mark.parametrize("seen", ["x", "." * 50, "0" * 12, seen_of(SHOWN)[:-1]])
def test_what_no_page_carried_sets_nothing(seen):
    assert "open" in changed(SHOWN, SHOWN | {"open": False}, seen=seen)


def test_the_refusal_has_a_code():
    with pytest.raises(NotAllowed) as refused:
        refuse_changed(seen_of(SHOWN), SHOWN | {"name": "教体局"}, SHOWN)

    assert refused.value.code == "changed_meanwhile"


def test_what_a_page_carries_does_not_say_what_it_shows():
    assert seen_of({"name": "教育局"}) != seen_of({"name": "财政局"})
    assert "教育局" not in seen_of({"name": "教育局"})
