"""The pages on which questions come in: old and new are shown, what alters an answer has a tick of its own, and the
whole import can be undone."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exams.services.attempts import start_attempt
from intake.models import ListImport
from people.choices import Role
from people.models import AuditEvent
from questions.exports import question_workbook
from questions.models import Question, QuestionBank, QuestionVersion
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import PaperFactory, PaperRuleFactory, SittingFactory
from tests.factories.people import UserFactory, city_root, user_with_role
from tests.questions.test_importing import load, rows_of
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def grader(client):
    client.force_login(user_with_role(Role.GRADER), backend=BACKEND)
    return client


def judge(client, rows):
    """The page of an import that was checked."""
    file = io.BytesIO(question_workbook(rows))
    file.name = "试题.xlsx"
    form = {"bank": "题库", "unit": city_root().code, "file": file}
    return client.post(reverse("questions:import"), form, follow=True)


def address(page, name):
    return reverse(f"intake:{name}", kwargs={"uuid": page.context["listing"].uuid})


def take(client, page, *keys, **more):
    return client.post(address(page, "import_commit"), {"accept": keys, **more}, follow=True)


def undo(client, page):
    return client.post(address(page, "import_undo"), follow=True)


def alone(page):
    return [key for key, _verdict, _words in page.context["alone"]]


def keys():
    return list(QuestionVersion.objects.current().order_by("question__code").values_list("key", flat=True))


def scores():
    return [f"{v.score:.0f}" for v in QuestionVersion.objects.current().order_by("question__code")]


def test_a_change_is_shown_old_and_new_and_nothing_is_ticked(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B", "分值": "2"}))
    text = page.content.decode()
    [row] = [verdict for _key, verdict, _words in page.context["alone"]]

    assert row.changes == {"key": ["甲", "乙"], "score": ["1.0", "2.0"]}
    assert ("<del>甲</del> → <ins>乙</ins>" in text, "<del>1.0</del> → <ins>2.0</ins>" in text) == (True, True)
    assert ("正确答案有变化" in text, "checked" in text) == (True, False)


def test_only_the_ticked_change_is_taken(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"正确答案": "B"}, {"正确答案": "C"}))
    take(grader, page, alone(page)[1])

    assert keys() == [[0], [2]]


def test_a_change_that_was_not_ticked_is_called_left_out_afterwards(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"正确答案": "B"}, {"正确答案": "C"}))
    done = take(grader, page, alone(page)[1], "x" * 5000)

    assert done.context["left_out"] == {"试题!2"}
    assert ListImport.objects.get().decisions["accepted"] == ["试题!3"]
    assert [word in done.text for word in ("未采用", "未勾选的 1 行未采用", "处理结果")] == [True] * 3


def test_without_a_tick_only_new_questions_come_in(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}, {}))
    take(grader, page)

    assert (keys(), Question.objects.count()) == ([[0], [0]], 2)


def test_what_alters_an_answer_is_not_ticked_with_the_others(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"分值": "2"}, {"正确答案": "B"}))
    take(grader, page, accept_all="on")

    assert ([key.split("!")[1] for key in alone(page)], keys(), scores()) == (["3"], [[0], [0]], ["2", "1"])


def test_a_tick_for_all_and_one_of_its_own_are_taken_together(grader):
    load(rows_of({}, {}))
    page = judge(grader, rows_of({"分值": "2"}, {"正确答案": "B"}))
    take(grader, page, *alone(page), accept_all="on")

    assert (keys(), scores()) == ([[0], [1]], ["2", "1"])


def test_a_tick_is_void_once_the_bank_says_something_else_than_was_shown(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}))
    load(rows_of({"正确答案": "C"}), take=True)
    take(grader, page, *alone(page))

    assert (keys(), ListImport.objects.get().state) == ([[2]], "judged")


def test_a_question_that_somebody_else_brought_in_meanwhile_is_not_brought_in_twice(grader):
    page = judge(grader, rows_of({}))
    load(rows_of({}))
    take(grader, page)

    assert Question.objects.count() == 1


def test_a_tick_of_nothing_we_showed_does_nothing(grader):
    load(rows_of({}))
    page = judge(grader, rows_of({"正确答案": "B"}))
    take(grader, page, "试题!9", "", "x" * 5000)

    assert keys() == [[0]]


def test_an_import_is_judged_first_and_written_on_the_second_press(grader):
    judged = judge(grader, rows_of({}, {"题型": "简答"}))
    assert "不认识题型" in judged.content.decode()
    assert Question.objects.count() == 0
    for _n in range(2):
        take(grader, judged)

    assert Question.objects.count() == 1
    assert AuditEvent.objects.filter(action="questions.import_questions").count() == 1


def test_a_file_that_cannot_be_read_is_refused_in_the_form(grader):
    file = io.BytesIO(b"PK\x03\x04no")
    file.name = "x.xlsx"
    form = {"bank": "题库", "unit": city_root().code, "file": file}

    assert grader.post(reverse("questions:import"), form).status_code == 422


def test_a_file_without_the_headings_says_so_and_can_be_explained(grader):
    file = io.BytesIO("类别,题干,选项A,选项B,正确答案\n单选,问题,甲,乙,B\n".encode())
    file.name = "x.csv"
    form = {"bank": "题库", "unit": city_root().code, "file": file}
    page = grader.post(reverse("questions:import"), form, follow=True)
    assert "“题型”“题干”" in page.context["listing"].summary["refusal"]

    headings = {f"h{i}": name for i, name in enumerate(["kind", "stem", "A", "B", "answer"])}
    page = grader.post(address(page, "import_options"), {"bank": "题库", **headings}, follow=True)
    take(grader, page)

    assert keys() == [[1]]


def test_the_template_is_a_workbook(grader):
    addresses = [reverse("questions:template"), reverse("intake:import_template", kwargs={"kind": "questions"})]

    assert [grader.get(one).content[:2] for one in addresses] == [b"PK", b"PK"]


def test_the_list_comes_back_with_the_verdicts(grader):
    page = judge(grader, rows_of({}, {"题型": "简答"}))

    assert grader.get(address(page, "import_report")).content[:2] == b"PK"


def test_undone_is_everything_as_it_was(grader):
    load(rows_of({"编号": "A1"}, {}))
    before = list(Question.objects.values()), list(QuestionVersion.objects.values())
    page = judge(grader, rows_of({"编号": "A1", "题干": "另一个问法"}, {"分值": "3"}, {}))
    take(grader, page, *alone(page), accept_all="on")
    assert Question.objects.count() == 3

    undo(grader, page)
    assert (list(Question.objects.values()), list(QuestionVersion.objects.values())) == before
    assert ListImport.objects.get().state == "undone"


def test_what_was_changed_since_is_not_undone(grader):
    page = judge(grader, rows_of({}))
    take(grader, page)
    load(rows_of({"分值": "5"}), take=True)
    undo(grader, page)

    assert (ListImport.objects.get().state, scores()) == ("committed", ["5"])


def test_what_was_drawn_into_a_paper_is_not_undone(grader):
    page = judge(grader, rows_of({}))
    take(grader, page)
    paper = PaperFactory(bank=QuestionBank.objects.get())
    PaperRuleFactory(paper=paper)
    sitting = SittingFactory(paper=paper)
    user = UserFactory(person=EnrolmentFactory(batch=sitting.batch).person)
    start_attempt(sitting=sitting, person=user.person, by=user)
    answer = undo(grader, page)

    assert (ListImport.objects.get().state, Question.objects.count()) == ("committed", 1)
    assert "1" in " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(("opens", "closes"), [(-1, 2), (24, 26)], ids=["open", "planned"])
def test_the_questions_of_an_examination_that_is_not_over_are_not_undone(grader, opens, closes):
    page = judge(grader, rows_of({}))
    take(grader, page)
    hours = {"opens_at": timezone.now() + timedelta(hours=opens), "closes_at": timezone.now() + timedelta(hours=closes)}
    SittingFactory(paper=PaperFactory(bank=QuestionBank.objects.get()), title="上岗考试", **hours)
    answer = undo(grader, page)

    assert (ListImport.objects.get().state, Question.objects.count()) == ("committed", 1)
    assert "上岗考试" in " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(
    ("closes", "cancelled"), [(-1, None), (2, {"cancelled_at": timezone.now(), "cancel_reason": "停电"})]
)
def test_an_examination_that_is_over_or_cancelled_keeps_no_question(grader, closes, cancelled):
    page = judge(grader, rows_of({}))
    take(grader, page)
    paper = PaperFactory(bank=QuestionBank.objects.get())
    now = timezone.now()
    SittingFactory(
        paper=paper,
        opens_at=now - timedelta(hours=3),
        closes_at=now + timedelta(hours=closes),
        **(cancelled or {}),
    )
    undo(grader, page)

    assert (ListImport.objects.get().state, Question.objects.count()) == ("undone", 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_changes_and_undoing_them_cost_as_many_statements_for_three_as_for_one(
    grader, rows, django_assert_num_queries
):
    load(rows_of(*[{}] * rows))
    page = judge(grader, rows_of(*[{"分值": "2"}] * rows))
    with django_assert_num_queries(23):
        grader.post(address(page, "import_commit"), {"accept_all": "on"})
    assert QuestionVersion.objects.current().filter(score=2).count() == rows
    with django_assert_num_queries(17):
        grader.post(address(page, "import_undo"))

    assert scores() == ["1"] * rows


def test_the_bank_an_import_made_goes_with_it(grader):
    page = judge(grader, rows_of({}))
    take(grader, page, accept_all="on")
    assert QuestionBank.objects.count() == 1

    undo(grader, page)

    assert QuestionBank.objects.count() == 0
