"""Papers and sittings are set up, changed and taken back; what the services and the database refuse."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from exams.models import Paper, PaperRule, Sitting, SittingStaff
from exams.services.papers import PaperDraft, RuleDraft, change_paper, copy_paper, create_paper
from exams.services.sittings import SittingDraft, cancel_sitting, change_sitting, schedule_sitting
from people.choices import Role
from people.models import AuditEvent
from tests.factories.exams import PaperFactory, SittingFactory, exam_of, paper_with
from tests.factories.people import UserFactory, city_root, user_with_role
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from training.choices import BatchState

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


@pytest.fixture
def bank():
    bank = QuestionBankFactory()
    QuestionVersionFactory.create_batch(3, bank=bank)
    return bank


def paper_draft(bank, *rules):
    rules = rules or (RuleDraft("single", 3, Decimal("2.5")),)
    return PaperDraft(title="试卷", unit=city_root(), bank=bank, rules=list(rules))


def sitting_draft(paper, **fields):
    now = timezone.now()
    window = {"opens_at": now + HOUR, "closes_at": now + 2 * HOUR}
    values = {"title": "考试", "paper": paper, "unit": city_root(), "minutes": 40, "pass_mark": Decimal(1)}
    return SittingDraft(**{**values, **window, **fields})


def actions():
    return list(AuditEvent.objects.filter(action__startswith="exams.").order_by("id").values_list("action", flat=True))


def test_a_paper_is_made_of_its_rules(officer, bank):
    paper = create_paper(draft=paper_draft(bank), by=officer)

    assert [(r.kind, r.count, r.score) for r in paper.rules.all()] == [("single", 3, Decimal("2.5"))]
    assert (AuditEvent.objects.get().action, AuditEvent.objects.get().data["total"]) == ("exams.create_paper", "7.5")


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([], "paper_empty"),
        ([RuleDraft("single", 4, Decimal(1))], "rule_infeasible"),
        ([RuleDraft("single", 2, Decimal(1)), RuleDraft("single", 2, Decimal(1))], "rule_infeasible"),
        ([RuleDraft("single", 0, Decimal(1))], "paper_rule_draws_something"),
        ([RuleDraft("single", 1, Decimal(0))], "paper_rule_draws_something"),
        ([RuleDraft("essay", 1, Decimal(1))], "invalid_choice"),
    ],
)
def test_a_paper_that_cannot_be_drawn_is_refused(officer, bank, rules, code):
    draft = replace(paper_draft(bank), rules=rules)

    assert refusal(create_paper, draft=draft, by=officer) == code
    assert Paper.objects.count() == 0


def test_the_rule_that_asks_for_too_much_is_named(officer, bank):
    draft = paper_draft(bank, RuleDraft("single", 1, Decimal(1)), RuleDraft("blank", 2, Decimal(1)))
    with pytest.raises(Exception, match="填空题 × 2") as refused:
        create_paper(draft=draft, by=officer)

    assert "单选题" not in str(refused.value)


def test_a_paper_changes_until_a_sitting_opens(officer, bank):
    paper = create_paper(draft=paper_draft(bank), by=officer)
    sitting = schedule_sitting(draft=sitting_draft(paper, pass_mark=Decimal(4)), by=officer)
    change_paper(paper=paper, draft=paper_draft(bank, RuleDraft("single", 2, Decimal(2))), by=officer)
    sitting.refresh_from_db()
    assert (sitting.full_mark, paper.rules.get().count) == (4, 2)

    with time_machine.travel(sitting.opens_at + HOUR / 2, tick=False):
        assert refusal(change_paper, paper=paper, draft=paper_draft(bank), by=officer) == "paper_used"
    assert paper.rules.get().count == 2


def test_a_paper_does_not_fall_below_the_pass_mark_of_a_sitting_that_waits(officer, bank):
    paper = create_paper(draft=paper_draft(bank), by=officer)
    schedule_sitting(draft=sitting_draft(paper, pass_mark=Decimal(7)), by=officer)
    draft = paper_draft(bank, RuleDraft("single", 1, Decimal(2)))

    assert refusal(change_paper, paper=paper, draft=draft, by=officer) == "pass_mark_out_of_reach"
    assert paper.rules.get().count == 3


def test_a_sitting_that_was_cancelled_binds_no_paper(officer, bank):
    paper = create_paper(draft=paper_draft(bank), by=officer)
    sitting = schedule_sitting(draft=sitting_draft(paper, pass_mark=Decimal(7)), by=officer)
    cancel_sitting(sitting=sitting, reason="另定时间", by=officer)
    with time_machine.travel(sitting.opens_at, tick=False):
        change_paper(paper=paper, draft=paper_draft(bank, RuleDraft("single", 1, Decimal(2))), by=officer)

    assert paper.rules.get().count == 1


def test_a_copy_has_the_rules_and_is_free(officer):
    exam = exam_of("single", "blank")
    exam.start()
    copy = copy_paper(paper=exam.sitting.paper, by=officer)

    assert [rule.kind for rule in copy.rules.all()] == ["single", "blank"]
    assert list(Paper.objects.with_use().order_by("id").values_list("is_used", flat=True)) == [True, False]
    assert exam.sitting.paper.rules.count() == 2


def test_a_long_title_is_still_copied(officer):
    copy = copy_paper(paper=PaperFactory(title="长" * 100), by=officer)

    assert len(copy.title) <= 100


def test_a_sitting_is_scheduled_for_a_class_with_its_staff(officer):
    grader, proctor = user_with_role(Role.GRADER), user_with_role(Role.PROCTOR)
    batch = BatchFactory()
    draft = sitting_draft(paper_with("single"), batch=batch, graders=[grader], proctors=[proctor])
    sitting = schedule_sitting(draft=draft, by=officer)

    assert (sitting.batch, sitting.full_mark, sitting.phase) == (batch, 2, "coming")
    assert set(sitting.staff.values_list("user", "role")) == {(grader.pk, "grader"), (proctor.pk, "proctor")}
    assert actions() == ["exams.schedule_sitting"]


def refused_draft(kind):
    paper, now = paper_with("single"), timezone.now()
    if kind == "emptied":
        paper.bank.questions.first().versions.update(is_current=False)
    fields = {
        "over": {"opens_at": now - 2 * HOUR, "closes_at": now - HOUR},
        "backwards": {"opens_at": now + 2 * HOUR, "closes_at": now + HOUR},
        "minutes": {"minutes": 0},
        "attempts": {"attempts_allowed": 0},
        "pass mark": {"pass_mark": Decimal("2.5")},
        "class": {"batch": BatchFactory(state=BatchState.CANCELLED)},
        "grader": {"graders": [user_with_role(Role.PROCTOR)]},
        "proctor": {"proctors": [UserFactory()]},
    }
    return sitting_draft(paper, **fields.get(kind, {}))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("over", "sitting_over"),
        ("backwards", "sitting_closes_after_opening"),
        ("minutes", "sitting_can_be_sat"),
        ("attempts", "sitting_can_be_sat"),
        ("pass mark", "pass_mark_out_of_reach"),
        ("class", "batch_cancelled"),
        ("grader", "not_staff"),
        ("proctor", "not_staff"),
        ("emptied", "rule_infeasible"),
    ],
)
def test_a_sitting_that_makes_no_sense_is_refused(officer, kind, code):
    assert refusal(schedule_sitting, draft=refused_draft(kind), by=officer) == code
    assert Sitting.objects.count() == SittingStaff.objects.count() == 0


def test_a_sitting_changes_until_it_opens(officer):
    grader = user_with_role(Role.GRADER)
    draft = sitting_draft(paper_with("single"), graders=[grader])
    sitting = schedule_sitting(draft=draft, by=officer)
    other = replace(draft, title="补考", paper=paper_with("blank"), graders=[], proctors=[])
    sitting = change_sitting(sitting=sitting, draft=other, by=officer)
    assert (sitting.title, sitting.paper, sitting.staff.count()) == ("补考", other.paper, 0)

    with time_machine.travel(sitting.opens_at, tick=False):
        assert refusal(change_sitting, sitting=sitting, draft=draft, by=officer) == "sitting_opened"
    assert actions() == ["exams.schedule_sitting", "exams.change_sitting"]


def test_a_sitting_nobody_has_begun_is_cancelled_with_a_reason(officer):
    exam = exam_of("single")

    assert refusal(cancel_sitting, sitting=exam.sitting, reason=" ", by=officer) == "reason_missing"
    for _n in range(2):
        sitting = cancel_sitting(sitting=exam.sitting, reason="题目有误", by=officer)
    assert (sitting.phase, actions()) == ("cancelled", ["exams.cancel_sitting"])
    assert refusal(change_sitting, sitting=sitting, draft=sitting_draft(sitting.paper), by=officer) == "cancelled"
    with pytest.raises(Exception, match="已取消"):
        exam.start()
    assert not Sitting.objects.visible_to(exam.user).exists()


def test_a_sitting_somebody_has_begun_stays(officer):
    exam = exam_of("single")
    exam.start()

    assert refusal(cancel_sitting, sitting=exam.sitting, reason="题目有误", by=officer) == "sitting_begun"


def broken_by(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
    return True


def test_the_database_itself_refuses():
    sitting = SittingFactory(paper=paper_with("single"), full_mark=10, pass_mark=10)
    rows, rules = Sitting.objects.filter(pk=sitting.pk), PaperRule.objects.all()

    for values in (
        {"pass_mark": Decimal("10.5")},
        {"pass_mark": -1},
        {"full_mark": 0, "pass_mark": 0},
        {"full_mark": 9},
        {"closes_at": sitting.opens_at},
        {"minutes": 0},
        {"attempts_allowed": 0},
        {"cancelled_at": timezone.now()},
        {"cancel_reason": "无"},
    ):
        assert broken_by(lambda values=values: rows.update(**values))
    for values in ({"count": 0}, {"score": 0}):
        assert broken_by(lambda values=values: rules.update(**values))
    assert broken_by(lambda: SittingStaff.objects.create(sitting=sitting, user=UserFactory(), role="trainee"))
