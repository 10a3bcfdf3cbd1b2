"""Who has a place in a class sets up none of its examinations; another officer or grader does."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exams.models import Paper, Sitting
from exams.services.finals import set_final
from exams.services.papers import PaperDraft, RuleDraft, change_paper, copy_paper
from exams.services.saving import Save, save_answers
from exams.services.sittings import cancel_sitting, change_sitting, schedule_sitting
from people.choices import Role
from people.models import AuditEvent
from roster.services.twice import merge_persons
from tests.exams.forms import sitting_page
from tests.exams.test_services_setup import sitting_draft
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import SittingFactory, exam_of, paper_with
from tests.factories.people import PersonFactory, UserFactory, city_root, user_with_role, with_role
from tests.factories.training import BatchFactory
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of
from tests.training.test_views import address

pytestmark = pytest.mark.django_db

ROLE_IS_MISSING = "您的角色不包含此页面"


@pytest.fixture(params=[Role.TRAINING_OFFICER, Role.GRADER])
def trainee(request):
    """Sets examinations up for the city, and is a person of the roster."""
    return with_role(UserFactory(person=PersonFactory()), request.param, city_root())


@pytest.fixture
def other():
    return user_with_role(Role.GRADER)


@pytest.fixture
def batch(trainee):
    """A class she has a place in."""
    return EnrolmentFactory(person=trainee.person).batch


@pytest.fixture
def sitting(batch):
    """Of her class, this evening."""
    now = timezone.now()
    window = {"opens_at": now + timedelta(hours=1), "closes_at": now + timedelta(hours=2)}
    return SittingFactory(batch=batch, paper=paper_with("single"), pass_mark=1, **window)


def paper_draft(paper):
    rules = [RuleDraft(rule.kind, rule.count, rule.score) for rule in paper.rules.all()]
    return PaperDraft(title="另一名称", unit=paper.unit, bank=paper.bank, rules=rules)


# Sittings.


def test_she_schedules_none_for_her_class_and_another_does(trainee, other, batch):
    draft = sitting_draft(paper_with("single"), batch=batch, counts_for_completion=True)

    assert refusal(schedule_sitting, draft=draft, by=trainee) == "own_exam"
    assert schedule_sitting(draft=draft, by=other).batch == batch


def test_nor_where_another_entry_of_hers_has_the_place(trainee):
    twin = PersonFactory(name=trainee.person.name)
    merge_persons(keep=trainee.person, away=twin, reason="同一人", by=UserFactory())
    batch = EnrolmentFactory(person=twin).batch

    draft = sitting_draft(paper_with("single"), batch=batch)
    assert refusal(schedule_sitting, draft=draft, by=trainee) == "own_exam"


def test_other_classes_and_the_whole_city_are_hers_to_examine(trainee, batch):
    drafts = [sitting_draft(paper_with("single"), batch=one) for one in (BatchFactory(), None)]

    assert [schedule_sitting(draft=draft, by=trainee).batch == batch for draft in drafts] == [False, False]


def test_she_changes_none_of_her_class_and_moves_none_into_or_out_of_it(trainee, other, batch, sitting):
    elsewhere = SittingFactory(paper=sitting.paper, opens_at=sitting.opens_at, closes_at=sitting.closes_at)
    own, away = (sitting_draft(sitting.paper, batch=one) for one in (batch, elsewhere.batch))

    codes = [
        refusal(change_sitting, sitting=one, draft=draft, by=trainee)
        for one, draft in ((sitting, own), (sitting, away), (elsewhere, own))
    ]

    assert codes == ["own_exam"] * 3
    assert change_sitting(sitting=sitting, draft=own, by=other).pass_mark == 1


def test_she_neither_cancels_it_nor_says_whether_it_counts(trainee, other, sitting):
    codes = [
        refusal(cancel_sitting, sitting=sitting, reason="题目有误", by=trainee),
        refusal(set_final, sitting=sitting, counts=True, by=trainee),
    ]

    assert codes == ["own_exam"] * 2
    assert set_final(sitting=sitting, counts=True, by=other).counts_for_completion
    assert cancel_sitting(sitting=sitting, reason="题目有误", by=other).cancelled_at


@pytest.mark.parametrize("duty", ["graders", "proctors"])
def test_nobody_oversees_or_marks_what_they_sit(other, duty):
    role = Role.GRADER if duty == "graders" else Role.PROCTOR
    staff = with_role(UserFactory(person=PersonFactory()), role, city_root())
    batch = EnrolmentFactory(person=staff.person).batch
    draft = sitting_draft(paper_with("single"), batch=batch, **{duty: [staff]})

    assert refusal(schedule_sitting, draft=draft, by=other) == "own_exam"
    assert schedule_sitting(draft=sitting_draft(paper_with("single"), **{duty: [staff]}), by=other).pk


# Papers.


def test_the_paper_of_an_examination_of_hers_is_changed_and_copied_by_others(trainee, other, sitting):
    paper, draft = sitting.paper, paper_draft(sitting.paper)

    codes = [refusal(change_paper, paper=paper, draft=draft, by=trainee), refusal(copy_paper, paper=paper, by=trainee)]

    assert (codes, Paper.objects.count()) == (["own_exam"] * 2, 1)
    assert change_paper(paper=paper, draft=draft, by=other).title == "另一名称"


@pytest.mark.parametrize("ends", ["over", "cancelled"])
def test_until_the_examination_is_over_or_cancelled(trainee, sitting, ends):
    now = timezone.now()
    over = {"opens_at": now - timedelta(hours=2), "closes_at": now - timedelta(hours=1)}
    Sitting.objects.filter(pk=sitting.pk).update(
        **(over if ends == "over" else {"cancelled_at": now, "cancel_reason": "题目有误"})
    )

    assert copy_paper(paper=sitting.paper, by=trainee).pk
    assert signed_in(trainee).get(address("exams:paper_preview", pk=sitting.paper.pk)).status_code == 200


# The pages.


@pytest.mark.parametrize(
    ("screen", "sentence"),
    [
        ("sitting_change", "您在本班学员名单中"),
        ("sitting_cancel", "您在本班学员名单中"),
        ("sitting_final", "您在本班学员名单中"),
        ("paper_change", "您所在的班将用此试卷考试"),
        ("paper_preview", "您所在的班将用此试卷考试"),
    ],
)
def test_a_page_says_who_does_it_and_shows_no_key(trainee, other, sitting, screen, sentence):
    page = address(f"exams:{screen}", pk=sitting.paper.pk if screen.startswith("paper") else sitting.pk)

    answer = signed_in(trainee).get(page)

    assert (answer.status_code, sentence in text_of(answer), ROLE_IS_MISSING in text_of(answer)) == (403, True, False)
    assert "密钥文字" not in answer.text
    assert not AuditEvent.objects.filter(action="exams.preview_paper").exists()
    assert signed_in(other).get(page).status_code == 200


def test_the_page_of_a_new_examination_keeps_what_was_typed_and_says_so(trainee, batch):
    page = sitting_page(paper_with("single"), batch=batch.code)

    answer = signed_in(trainee).post("/exams/desk/sittings/new/", page)

    assert (answer.status_code, "您在本班学员名单中" in text_of(answer), "结业考试" in answer.text) == (422, True, True)


def test_the_page_of_the_results_offers_no_change_and_says_why(trainee, other, sitting):
    page, change = sitting.get_absolute_url(), address("exams:sitting_change", pk=sitting.pk)
    own, others = signed_in(trainee).get(page), signed_in(other).get(page)

    said = [("您在本班学员名单中" in text_of(answer), f'href="{change}"' in answer.text) for answer in (own, others)]
    assert (own.status_code, said) == (200, [(True, False), (False, True)])


def test_who_oversees_it_reads_no_question_of_it_while_they_may_be_asked_it():
    exam = exam_of("single")
    staff = [with_role(UserFactory(person=PersonFactory()), Role.PROCTOR, city_root()) for _n in range(2)]
    EnrolmentFactory(batch=exam.sitting.batch, person=staff[0].person)
    attempt, page = exam.start(), exam.sitting.get_absolute_url()
    with time_machine.travel(attempt.deadline_at + timedelta(minutes=5), tick=False):
        save_answers(attempt=attempt, saves=[Save(0, [0], 0)], seen=0, by=exam.user)
        during = [signed_in(one).get(page) for one in staff]
    with time_machine.travel(exam.sitting.closes_at + timedelta(minutes=5), tick=False):
        after = signed_in(staff[0]).get(page)

    stem = attempt.items[0]["stem"]
    assert [stem in answer.text for answer in (*during, after)] == [False, True, True]


def test_a_trainee_without_a_role_is_told_of_the_role(sitting):
    trainee = UserFactory(person=EnrolmentFactory(batch=sitting.batch).person)

    answer = signed_in(trainee).get(address("exams:sitting_change", pk=sitting.pk))

    assert (answer.status_code, ROLE_IS_MISSING in text_of(answer)) == (403, True)
