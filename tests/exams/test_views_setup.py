"""The screens on which examinations are set up."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exams.models import Attempt, Paper, PaperRule, Sitting
from exams.services.papers import PaperDraft, RuleDraft, change_paper
from people.choices import Role
from people.models import AuditEvent
from tests.exams.forms import paper_page, sitting_page
from tests.factories.exams import PaperFactory, PaperRuleFactory, SittingFactory, exam_of, paper_with
from tests.factories.people import city_root, twin_units, user_with_role
from tests.factories.questions import QuestionBankFactory, QuestionVersionFactory
from tests.factories.training import BatchFactory
from tests.support.rights import BACKEND
from tests.support.visits import seen_on
from tests.support.visits import text_of as words_of

pytestmark = pytest.mark.django_db

NEW = reverse("exams:paper_create")


@pytest.fixture
def grader(client):
    user = user_with_role(Role.GRADER, city_root())
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def bank():
    bank = QuestionBankFactory(name="电子政务题库")
    QuestionVersionFactory.create_batch(3, bank=bank)
    return bank


def address(name, row):
    return reverse(f"exams:{name}", kwargs={"pk": row.pk})


def text_of(answer):
    return answer.content.decode()


def later(hours):
    return timezone.localtime() + timedelta(hours=hours)


def test_a_paper_is_set_up_on_one_page(client, grader, bank):
    answer = client.post(NEW, paper_page(bank, ("single", 3, "2.5"), ("", "", "")), follow=True)

    assert "满分7.5分" in text_of(answer).replace(" ", "")
    assert (Paper.objects.get().title, PaperRule.objects.count()) == ("期末试卷", 1)


def test_counting_shows_what_can_be_drawn_and_stores_nothing(client, grader, bank):
    answer = client.post(NEW, paper_page(bank, ("single", 2, 1), ("single", 2, 1), count="1"))

    assert answer.status_code == 200
    assert [answer.context["supply"][i].left for i in (0, 1)] == [3, 1]
    assert ("符合条件的试题 3 道" in text_of(answer), Paper.objects.count()) == (True, 0)


def test_a_rule_that_asks_for_too_much_is_named_and_nothing_stored(client, grader, bank):
    answer = client.post(NEW, paper_page(bank, ("single", 4, 1)))

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert "单选题 × 4" in text_of(answer)
    assert answer.context["supply"][0].found == 3


def test_more_lines_keep_what_was_typed(client, grader, bank):
    answer = client.post(NEW, paper_page(bank, ("single", 2, 1), more="1"))

    assert [form["kind"].value() for form in answer.context["rules"]] == ["single", None, None, None]
    assert answer.context["form"]["title"].value() == "期末试卷"
    for total in ("x", "-1", "9" * 50, "²"):
        assert client.post(NEW, paper_page(bank, more="1") | {"r-TOTAL_FORMS": total}).status_code == 200


@pytest.mark.parametrize("line", [("single", "", 1), ("single", 1, ""), ("", 1, 1), ("single", 0, 1), ("essay", 1, 1)])
def test_half_a_line_is_refused_in_its_place(client, grader, bank, line):
    answer = client.post(NEW, paper_page(bank, line))

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert answer.context["rules"].forms[0].errors


def test_a_page_without_its_lines_is_refused(client, grader, bank):
    page = paper_page(bank)
    del page["r-TOTAL_FORMS"]

    assert client.post(NEW, page).status_code == 422


def test_a_paper_is_changed_on_its_page(client, grader, bank):
    paper = paper_with("single")
    page = client.get(address("paper_change", paper))
    assert page.context["supply"][0].found == 1
    client.post(address("paper_change", paper), paper_page(bank, ("single", 2, 5)))
    paper.refresh_from_db()

    assert (paper.title, paper.bank, paper.rules.get().count) == ("期末试卷", bank, 2)


def test_a_paper_somebody_else_changed_meanwhile_keeps_their_lines(client, grader, bank):
    paper = paper_with("single")
    page, other = address("paper_change", paper), RuleDraft("single", 3, Decimal(2))
    seen = seen_on(client, page)
    draft = PaperDraft(title=paper.title, unit=paper.unit, bank=bank, rules=[other])
    change_paper(paper=paper, draft=draft, by=grader)

    answer = client.post(page, paper_page(bank, ("single", 1, "5"), seen=seen))

    assert (answer.status_code, paper.rules.get().count, answer.context["changed"]) == (422, 3, ["rules"])
    assert "单选题 × 3 · 每题 2 分" in words_of(answer)
    assert [form["count"].value() for form in answer.context["rules"]] == ["1"]


def test_counting_and_more_lines_leave_an_old_page_old(client, grader, bank):
    paper = paper_with("single")
    page = address("paper_change", paper)
    seen = seen_on(client, page)
    draft = PaperDraft(title="他人的试卷", unit=paper.unit, bank=bank, rules=[RuleDraft("single", 3, Decimal(2))])
    change_paper(paper=paper, draft=draft, by=grader)

    pressed = [
        client.post(page, paper_page(bank, ("single", 1, 5), seen=seen, **{name: "1"})) for name in ("count", "more")
    ]
    answer = client.post(page, paper_page(bank, ("single", 1, 5), seen=pressed[1].context["seen"]))
    again = client.post(page, paper_page(bank, ("single", 1, 5), seen=answer.context["seen"]))

    assert [one.context["seen"] for one in pressed] == [seen, seen]
    assert (answer.status_code, answer.context["form"].errors["title"]) == (422, ["现为“他人的试卷”。"])
    assert (again.status_code, paper.rules.get().count) == (302, 1)


def test_a_paper_in_use_is_shown_and_copied(client, grader, bank):
    paper = exam_of("single").sitting.paper
    page = text_of(client.get(address("paper_change", paper)))
    assert "已开考" in page
    assert "r-0-kind" not in page
    refused = client.post(address("paper_change", paper), paper_page(bank, ("single", 2, 5)))
    assert refused.status_code == 422
    copy_page = client.post(address("paper_copy", paper), follow=True)

    assert "r-0-kind" in text_of(copy_page)
    assert Paper.objects.count() == 2


def test_a_sample_shows_keys_and_is_nobodys_attempt(client, grader):
    paper = paper_with("single", "blank")
    page = text_of(client.get(address("paper_preview", paper)))

    assert ("密钥文字" in page, "只有阅卷人能看的解析" in page, Attempt.objects.count()) == (True, True, 0)
    assert AuditEvent.objects.get(action="exams.preview_paper").actor == grader


def test_a_sample_the_bank_cannot_give_says_so(client, grader):
    paper = PaperRuleFactory(count=3).paper

    assert "单选题 × 3" in text_of(client.get(address("paper_preview", paper)))


def test_an_examination_is_scheduled_changed_and_cancelled(client, grader):
    paper, batch, proctor = paper_with("single"), BatchFactory(), user_with_role(Role.PROCTOR)
    fields = {"batch": batch.code, "graders": [grader.pk], "proctors": [proctor.pk]}
    answer = client.post(reverse("exams:sitting_create"), sitting_page(paper, **fields), follow=True)
    sitting = Sitting.objects.get()
    assert (sitting.batch, sitting.staff.count()) == (batch, 2)
    assert address("sitting_change", sitting) in text_of(answer)

    form = client.get(address("sitting_change", sitting)).context["form"]
    assert (form["batch"].value(), form["graders"].value()) == (batch.code, [grader.pk])
    client.post(address("sitting_change", sitting), sitting_page(paper, title="补考", track="staff"))
    sitting.refresh_from_db()
    assert (sitting.title, sitting.batch, sitting.track) == ("补考", None, "staff")

    answer = client.post(address("sitting_cancel", sitting), {"reason": "题目有误"}, follow=True)
    assert "题目有误" in text_of(answer)
    assert "已取消" in text_of(client.get(reverse("exams:desk")))


def test_an_examination_somebody_else_changed_meanwhile_keeps_their_staff_and_hours(client, grader):
    sitting = SittingFactory(paper=paper_with("single"), opens_at=later(1), closes_at=later(2))
    proctor, page = user_with_role(Role.PROCTOR), address("sitting_change", sitting)
    seen = seen_on(client, page)
    fields = {"opens_at": f"{later(3):%Y-%m-%dT%H:%M}", "closes_at": f"{later(4):%Y-%m-%dT%H:%M}"}
    client.post(page, sitting_page(sitting.paper, proctors=[proctor.pk], **fields))

    answer = client.post(page, sitting_page(sitting.paper, seen=seen))

    errors = answer.context["form"].errors
    assert (answer.status_code, list(sitting.staff.values_list("user", flat=True))) == (422, [proctor.pk])
    assert errors["opens_at"] == [f"现为“{fields['opens_at']}”。"]
    assert str(proctor) in errors["proctors"][0]


def test_whether_an_examination_counts_is_not_set_back_from_an_old_page(client, grader):
    page = address("sitting_final", SittingFactory(paper=paper_with("single")))
    seen = seen_on(client, page)
    client.post(page, {"counts": "1"})

    answer = client.post(page, {"counts": "0", "seen": seen})

    assert (answer.status_code, Sitting.objects.get().counts_for_completion) == (422, True)
    assert answer.context["form"].errors["counts"] == ["现为“是”。"]


@pytest.mark.parametrize(
    "wrong", [{"pass_mark": 3}, {"closes_at": "2001-01-01T00:00"}, {"graders": ["999999"]}, {"paper": "x"}]
)
def test_an_examination_that_makes_no_sense_is_not_scheduled(client, grader, wrong):
    answer = client.post(reverse("exams:sitting_create"), sitting_page(paper_with("single")) | wrong)

    assert (answer.status_code, Sitting.objects.count()) == (422, 0)


def test_an_examination_that_has_opened_says_that_it_stays(client, grader):
    sitting = SittingFactory(paper=paper_with("single"))

    assert "minutes" not in text_of(client.get(address("sitting_change", sitting)))
    refused = client.post(address("sitting_change", sitting), sitting_page(sitting.paper))
    assert refused.status_code == 422
    assert "已开考" in text_of(refused)


def test_only_holders_of_a_role_are_offered_as_staff(client, grader):
    proctor = user_with_role(Role.PROCTOR)
    form = client.get(reverse("exams:sitting_create")).context["form"]

    assert (list(form.fields["graders"].queryset), list(form.fields["proctors"].queryset)) == ([grader], [proctor])


def test_a_paper_chosen_on_its_page_is_chosen_in_the_form(client, grader):
    paper = PaperFactory()
    new = reverse("exams:sitting_create")

    assert client.get(f"{new}?paper={paper.pk}").context["form"]["paper"].value() == paper.pk
    for other in ("x", "9" * 40, "²"):
        assert client.get(f"{new}?paper={other}").context["form"]["paper"].value() is None


def test_another_units_papers_are_neither_shown_nor_used(client):
    near, far = twin_units()
    client.force_login(user_with_role(Role.GRADER, near), backend=BACKEND)
    paper = PaperFactory(unit=far)

    assert paper.title not in text_of(client.get(reverse("exams:desk")))
    answer = client.post(reverse("exams:sitting_create"), sitting_page(paper, unit=near.code))
    assert (answer.status_code, Sitting.objects.count()) == (422, 0)


STATEMENTS = {"desk": 10, "paper_change": 12, "sitting_change": 13}


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_screens_take_the_same_statements_for_one_row_and_for_three(client, grader, name, rows):
    opens = timezone.now() + timedelta(hours=1)
    sittings = [SittingFactory(paper=paper_with(*["single"] * rows), opens_at=opens) for _n in range(rows)]
    for _n in range(rows):
        user_with_role(Role.PROCTOR)
    row = {"paper_change": sittings[0].paper, "sitting_change": sittings[0]}.get(name)
    url = address(name, row) if row else reverse(f"exams:{name}")
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)

    assert len(seen) == STATEMENTS[name]
