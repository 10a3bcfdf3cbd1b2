"""An examination of five questions under way, each person with a paper of their own."""

import itertools
import json

from django.urls import reverse

from bench.client import Call
from bench.goals import GOALS
from bench.measure import Step
from bench.town import CSRF, Town, cookies_of
from exams.models import AnswerSave, Attempt

PEOPLE = 32
# A page that has seen all that is stored, as the page of somebody with one window has; calls of one person overlap here.
EVERYTHING = 1_000_000


def papers(town: Town) -> list[tuple[Attempt, str]]:
    """Attempts under way with the cookies of who sits them."""
    return [(town.crowd.begin(user), cookies_of(user)) for user in town.crowd.users[:PEOPLE]]


def answer_page(town: Town) -> Step:
    calls = itertools.cycle([Call(paper.get_absolute_url(), cookies) for paper, cookies in papers(town)])
    goal = GOALS["answer_page"]
    return Step(
        "answer_page", goal, lambda n: [[call] for call in itertools.islice(calls, n)], town.floor_scripts(goal.floor)
    )


class Pens:
    """Saves of five answers each, by one person after the other and other answers every time."""

    def __init__(self, opened: list[tuple[Attempt, str]]):
        self.opened = opened
        self.made = 0
        self.held = self.rows()

    def rows(self) -> int:
        return AnswerSave.objects.filter(attempt__in=[attempt.pk for attempt, _cookies in self.opened]).count()

    def scripts(self, n: int) -> list[list[Call]]:
        return [[self.next_call()] for _call in range(n)]

    def next_call(self) -> Call:
        turn, person = divmod(self.made, len(self.opened))
        self.made += 1
        attempt, cookies = self.opened[person]
        saves = [
            {
                "item": i,
                "payload": [item["options"][(turn + i) % len(item["options"])]["id"]],
                "base": EVERYTHING,
                "page": "bench",
                "turn": turn + 1,
            }
            for i, item in enumerate(attempt.items)
        ]
        address = reverse("exams:save", kwargs={"pk": attempt.pk})
        body = json.dumps({"seen": EVERYTHING, "saves": saves}).encode()
        return Call(address, cookies, body, headers=(("X-CSRFToken", CSRF),))

    def lost(self) -> int:
        """Every answer of every call is a row, and nothing else is."""
        expected = self.made * len(self.opened[0][0].items)
        return abs(self.rows() - self.held - expected)


def save_answers(town: Town) -> Step:
    """Five answers in one POST, as the page's script sends them."""
    pens, goal = Pens(papers(town)), GOALS["save_answers"]
    return Step("save_answers", goal, pens.scripts, town.floor_scripts(goal.floor), lost=pens.lost)
