from datetime import date

import pytest
from django.db import IntegrityError, transaction

from common.errors import NotAllowed, check_row, refused, require_reason
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
