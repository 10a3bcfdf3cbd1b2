"""A kind of question that no other module has heard of goes all the way: list, bank, paper, page, score, file."""

import io
import json
import re
from datetime import timedelta
from decimal import Decimal, InvalidOperation

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from exams.models import Answer, Attempt, Paper
from people.choices import Role
from questions.exports import bank_workbook, question_template, question_workbook
from questions.kinds import KINDS
from questions.kinds.base import Content, Refused
from questions.kinds.typed import TypedKind
from questions.models import QuestionBank, QuestionVersion
from questions.services import import_questions
from tests.exams.forms import paper_page
from tests.exams.pages import fields_of, hand_in
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import SittingFactory
from tests.factories.people import UserFactory, user_with_role
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db

TEMPLATE = """
{% if part == "answer" %}<p>请填数字</p>{% for text in item.texts %}
<input class="input" inputmode="decimal" name="{{ name }}" id="{{ name }}-number" value="{{ text }}">{% endfor %}
{% elif part == "key" %}<p>允许范围{{ item.right }}</p>
{% else %}<p>{{ item.given }}→{{ item.right }}</p>{% endif %}
"""
ROW = {"题型": "计算", "题干": "圆周率取两位小数", "正确答案": "3.14", "允许误差": "0.01", "分值": "2"}
BANK = "题库"


class Numeric(TypedKind):
    """A number; the key holds it and how far from it an answer may be."""

    code = "numeric_of_the_test"
    label = "计算题"
    names = ("计算",)
    template = "questions/kinds/numeric.html"
    columns = {"tolerance": ("允许误差",)}
    guide = {"允许误差": "计算题填写，不填按0计。", "正确答案": "计算填数字"}

    def read(self, cells, stem, row):
        options, key = super().read(cells, stem, row)
        key = [*key, cells.get("tolerance") or "0"]
        self.check(options, key)
        return Content(options, key)

    def read_key(self, answer, options, stem, row):
        return [answer]

    def check(self, options, key):
        try:
            _number, _tolerance = map(Decimal, key)
        except (InvalidOperation, ValueError) as error:
            raise Refused("answer_unreadable", "不是数字") from error

    def written(self, options, key):
        return {"answer": key[0], "tolerance": key[1]}

    def answer(self, options, key):
        return tuple(map(Decimal, key))

    def key_in_words(self, options, key):
        return f"{key[0]}±{key[1]}"

    def is_right(self, item, payload):
        number, tolerance = map(Decimal, item["key"])
        try:
            return bool(payload) and abs(Decimal(payload[0]) - number) <= tolerance
        except InvalidOperation:
            return False

    def right_payload(self, item):
        return [item["key"][0]]

    def right_in_words(self, item):
        return self.key_in_words([], item["key"])


@pytest.fixture(autouse=True)
def numeric(monkeypatch, settings, tmp_path):
    """The module and the template, and nothing else."""
    kind = Numeric()
    (tmp_path / kind.template).parent.mkdir(parents=True)
    (tmp_path / kind.template).write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setitem(KINDS, kind.code, kind)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    return kind


def load(*changes, **more):
    data = question_workbook([{**ROW, **change} for change in changes])
    return import_questions(data=data, bank=BANK, **{"commit": True, "by": None, **more})


def paper_set_up_on_its_page(client, kind):
    signed_in(user_with_role(Role.GRADER), client)
    bank = QuestionBank.objects.get(name=BANK)
    answer = client.post(reverse("exams:paper_create"), paper_page(bank, (kind.code, 1, "2")))
    assert answer.status_code == 302
    return Paper.objects.get()


@pytest.fixture
def attempt(client, numeric):
    """Begun by the trainee of a class, whom the client is signed in as."""
    load({})
    sitting = SittingFactory(paper=paper_set_up_on_its_page(client, numeric), pass_mark=2, show_result="answers")
    user = UserFactory(person=EnrolmentFactory(batch=sitting.batch).person)
    signed_in(user, client).post(reverse("exams:start", kwargs={"pk": sitting.pk}))
    return Attempt.objects.get()


def address(name, attempt):
    return reverse(f"exams:{name}", kwargs={"pk": attempt.pk})


def test_it_is_offered_in_the_template_and_read_from_its_row(numeric):
    answer = load({}, {"题干": "多大", "正确答案": "很大"}, commit=False)
    template = CalamineWorkbook.from_filelike(io.BytesIO(question_template()))
    headings, guide = template.get_sheet_by_index(0).to_python()[0], template.get_sheet_by_index(1).to_python()

    assert [(row.status, row.code) for row in answer.rows] == [("ok", ""), ("error", "answer_unreadable")]
    assert answer.rows[0].asked.key == ["3.14", "0.01"]
    assert "允许误差" in headings
    assert [words for heading, words in guide if heading == "允许误差"] == [numeric.guide["允许误差"]]
    assert ["计算填数字" in words for heading, words in guide if heading == "正确答案*"] == [True]


def test_it_needs_no_migration():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_a_change_of_its_key_is_shown_as_its_kind_says_it():
    load({})
    [row] = load({"允许误差": "0.1"}).rows

    assert (row.changes, row.alters_answer) == ({"key": ("3.14±0.01", "3.14±0.1")}, True)


def test_it_is_answered_without_a_script_scored_and_shown_with_its_key(client, attempt):
    page = client.get(address("attempt", attempt))
    # Moments of the clock stand in attributes and may hold any digits.
    text = re.sub(r'data-[\w-]+="[\d.:T+Z -]*"', "", page.content.decode())
    assert ("请填数字" in text, "3.14" in text, "±" in text) == (True, False, False)

    client.post(address("attempt", attempt), fields_of(page) | {"item-0": [" 3.145 "]})
    again = client.get(address("attempt", attempt))
    assert 'value="3.145"' in again.content.decode()
    hand_in(client, attempt, fields_of(again))

    attempt.refresh_from_db()
    assert (attempt.score, Answer.objects.get().payload) == (Decimal(2), ["3.145"])
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        user = attempt.person.user
        result = signed_in(user, client).get(address("result", attempt)).content.decode()
    assert ("3.145" in result, "3.14±0.01" in result) == (True, True)


def test_it_is_answered_by_the_script_of_the_page(client, attempt):
    """The script goes by what the page says of the answer's form: the texts of the fields, in their order."""
    assert 'data-answer="typed"' in client.get(address("attempt", attempt)).content.decode()

    def save(payload, seen):
        saves = [{"item": 0, "payload": payload, "base": seen, "page": "a", "turn": seen + 1}]
        body = json.dumps({"seen": seen, "saves": saves})
        return client.post(address("save", attempt), body, content_type="application/json")

    assert (save([7], 0).status_code, save(["3.1", "4"], 0).status_code) == (422, 422)
    assert (save(["2"], 0).status_code, save(["3.14"], 1).status_code) == (200, 200)
    client.post(address("submit", attempt))

    attempt.refresh_from_db()
    assert attempt.score == Decimal(2)


def test_a_wrong_answer_earns_nothing(client, attempt):
    hand_in(client, attempt, fields_of(client.get(address("attempt", attempt))) | {"item-0": ["三"]})

    attempt.refresh_from_db()
    assert attempt.score == 0


def test_a_sample_of_the_paper_shows_its_key(client, numeric):
    load({})
    paper = paper_set_up_on_its_page(client, numeric)
    text = client.get(reverse("exams:paper_preview", kwargs={"pk": paper.pk})).content.decode()

    assert ("计算题" in text, "允许范围3.14±0.01" in text) == (True, True)


def test_the_bank_goes_out_as_a_file_and_comes_in_again_unchanged():
    load({}, {"题型": "单选", "题干": "选哪个", "选项A": "甲", "选项B": "乙", "正确答案": "B"})
    data = bank_workbook(QuestionBank.objects.get(name=BANK))
    again = import_questions(data=data, bank=BANK, commit=True, take=True, by=None)
    elsewhere = import_questions(data=data, bank="另一题库", commit=True, by=None)

    assert (again.unchanged, again.updated, again.created, elsewhere.created) == (2, 0, 0, 2)
    keys = QuestionVersion.objects.filter(question__bank__name="另一题库").order_by("question__code")
    assert list(keys.values_list("kind", "key")) == [("numeric_of_the_test", ["3.14", "0.01"]), ("single", [1])]
