"""Saving against a model: windows with and without scripts on several devices, requests that are lost, doubled or come
late, a clock that runs out, in any order. Whoever replaces an answer has seen it; what was confirmed is never lost."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from common.errors import NotAllowed
from exams.models import Answer, AnswerSave, Attempt
from exams.selectors import paper_of
from exams.services.attempts import finish_overdue, submit_attempt
from exams.services.saving import Save, save_answers, save_page
from questions.kinds import kind_of
from records.verification import answers, scores
from tests.factories.exams import exam_of

pytestmark = pytest.mark.django_db

RUNS, STEPS, ITEMS = 12, 40, 3
CHOICES = ([], [0], [1], [2], [0, 1], [1, 2])
AFTER_GRACE = timedelta(seconds=31)


# The papers here have questions of options only.
same_answer = kind_of("multiple").same


class Broken(Exception):
    """The protocol did what it must never do."""


@dataclass
class Change:
    """What a person did to a question, waiting to be delivered. `knew` is the version of the answer they saw then."""

    save: Save
    knew: int
    asked: bool = False


class Server:
    """The attempt, and beside it what a careful witness has seen of its answers."""

    def __init__(self, exam):
        self.exam = exam
        self.attempt = exam.start()
        self.held = {item: (0, []) for item in range(ITEMS)}
        self.versions = dict.fromkeys(range(ITEMS), 0)
        self.writers = dict.fromkeys(range(ITEMS), ("", 0))
        self.handed_in = None

    def now_held(self):
        stored = {a.item: (a.seq, a.payload) for a in Answer.objects.filter(attempt=self.attempt)}
        return {item: stored.get(item, (0, [])) for item in range(ITEMS)}

    def take(self, call, changes):
        """Let a request in; nobody may have replaced what they did not know, nor what was handed in."""
        receipt = call()
        held = self.now_held()
        for item in range(ITEMS):
            if held[item] != self.held[item]:
                self.witness(item, changes.get(item), held[item][1])
        self.held = held
        return receipt

    def witness(self, item, change, payload):
        if self.handed_in or change is None or not same_answer(change.save.payload, payload):
            raise Broken(f"question {item} changed to {payload} by nobody")
        page, turn = self.writers[item]
        own = page and page == change.save.page and turn < change.save.turn
        if change.knew != self.versions[item] and not own:
            raise Broken(f"question {item} was replaced by who had not seen it")
        self.versions[item] += 1
        self.writers[item] = change.save.page, change.save.turn

    def hand_in(self):
        submit_attempt(attempt=self.attempt, by=self.exam.user)
        self.close()

    def close(self):
        self.attempt.refresh_from_db()
        if self.attempt.submitted_at and not self.handed_in:
            self.handed_in = self.attempt.score
        if self.now_held() != self.held or self.handed_in != self.attempt.score:
            raise Broken("what was handed in has changed")


class Window:
    """What the page's script does, in short."""

    def __init__(self, server, name):
        self.server, self.name, self.loads, self.turn = server, name, 0, 0
        self.journal = {}
        self.late = []
        self.load()

    def load(self):
        """Open the page, or open it again over what it could not deliver."""
        self.loads += 1
        self.server.attempt.refresh_from_db()
        paper = paper_of(self.server.attempt)
        self.page, self.seen = f"{self.name}{self.loads}", paper.last_seq
        self.shown = {item.index: [o.id for o in item.options if o.chosen] for item in paper.items}
        self.known = dict(self.server.versions)
        for item, change in list(self.journal.items()):
            self.turn = max(self.turn, change.save.turn)
            if change.asked:
                self.ask(item, self.shown[item])

    def touch(self, item, payload):
        self.turn += 1
        old = self.journal.get(item)
        page, base = (old.save.page, old.save.base) if old else (self.page, self.seen)
        save = Save(item, payload, base, page, self.turn, timezone.now())
        self.journal[item] = Change(save, old.knew if old else self.known[item], old.asked if old else False)

    def request(self):
        over = timezone.now() > self.server.attempt.deadline_at + AFTER_GRACE
        sent = {item: replace(change) for item, change in self.journal.items() if over or not change.asked}
        return self.seen, sent

    def transmit(self, request):
        seen, sent = request
        saves = [change.save for change in sent.values()]
        call = {"attempt": self.server.attempt, "saves": saves, "seen": seen, "by": self.server.exam.user}
        return self.server.take(lambda: save_answers(**call), sent)

    def exchange(self):
        request = self.request()
        receipt = unless_handed_in(lambda: self.transmit(request))
        if receipt is None:
            self.journal = {}
        else:
            self.receive(request, receipt)

    def receive(self, request, receipt):
        asked, sent = request
        self.late += [(item, sent[item].save) for item in receipt.late]
        for item, change in sent.items():
            if item in receipt.conflicts:
                self.journal[item].asked = True
            elif self.journal[item].save == change.save:
                del self.journal[item]
                self.shown[item] = change.save.payload
            self.known[item] = self.server.versions[item]
        for item, payload in receipt.held.items():
            self.known[item] = self.server.versions[item]
            self.shown[item] = payload
            if item in self.journal and self.journal[item].asked:
                self.ask(item, payload)
        for item, change in self.journal.items():
            if item not in sent and change.save.base >= asked and item not in receipt.held:
                change.save = replace(change.save, base=receipt.seen)
        self.seen = receipt.seen
        if not receipt.closed:
            self.check_shown()

    def check_shown(self):
        """Saved is said of what stands on the page, and it is what is stored."""
        for item, payload in self.shown.items():
            if item not in self.journal and not same_answer(payload, self.server.held[item][1]):
                raise Broken(f"question {item} shows {payload} as saved")

    def ask(self, item, stored):
        self.shown[item] = stored
        if same_answer(stored, self.journal[item].save.payload):
            del self.journal[item]

    def choose(self, rng):
        for item, change in list(self.journal.items()):
            if change.asked:
                del self.journal[item]
                if rng.random() < 0.5:
                    self.touch(item, change.save.payload)

    def hand_in(self):
        self.exchange()
        if not self.journal and not self.server.handed_in:
            self.server.hand_in()


class PlainWindow:
    """A page without scripts: it sends everything it shows, with the number it was rendered with."""

    def __init__(self, server):
        self.server = server
        self.load()

    def load(self):
        self.server.attempt.refresh_from_db()
        paper = paper_of(self.server.attempt)
        self.seen, self.known = paper.last_seq, dict(self.server.versions)
        self.shown = {item.index: [o.id for o in item.options if o.chosen] for item in paper.items}

    def touch(self, item, payload):
        self.shown[item] = payload

    def post(self, rng):
        sent = {item: Change(Save(item, payload, self.seen), self.known[item]) for item, payload in self.shown.items()}
        call = {"attempt": self.server.attempt, "payloads": self.shown, "seen": self.seen}
        receipt = unless_handed_in(lambda: self.server.take(lambda: save_page(**call, by=self.server.exam.user), sent))
        if receipt is None:
            return False
        own = {item: self.shown[item] for item in receipt.conflicts}
        self.load()
        self.shown |= {item: payload for item, payload in own.items() if rng.random() < 0.5}
        return not own

    def hand_in(self, rng):
        if self.post(rng) and not self.server.handed_in:
            self.server.hand_in()


def sit_all(exam, window):
    """Whether the clock closed it, of each run."""
    return {sit(exam, random.Random(run), window).attempt.closed_by_clock for run in range(RUNS)}


def sit(exam, rng, window):
    """One examination, from its start to well after its end."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        server = Server(exam)
        windows, plain = [window(server, "a"), window(server, "b")], PlainWindow(server)
        under_way = []
        for _step in range(STEPS):
            act(rng, clock, server, rng.choice(windows), plain, under_way)
            server.close()
        end(rng, clock, server, windows, under_way)
    return server


def act(rng, clock, server, window, plain, under_way):
    item, payload = rng.randrange(ITEMS), rng.choice(CHOICES[:4] if rng.random() < 0.7 else CHOICES)
    step = rng.choices(*zip(*ACTS.items(), strict=True))[0]
    if step == "touch":
        window.touch(item, payload)
    elif step == "exchange":
        window.exchange()
    elif step == "answer lost":
        swallow(window, window.request())
    elif step == "delayed":
        under_way.append((window, window.request()))
    elif step == "arrives" and under_way:
        swallow(*rng.choice(under_way))
    elif step == "restart":
        under_way.clear()
    elif step == "reload":
        window.load()
    elif step == "choose":
        window.choose(rng)
    elif step == "plain":
        plain.touch(item, payload)
    elif step == "post":
        plain.post(rng)
    elif step == "time":
        clock.shift(timedelta(seconds=rng.randrange(1, 120)))
        finish_overdue()
    elif step == "hand in" and rng.random() < 0.2:
        rng.choice([window.hand_in, lambda: plain.hand_in(rng)])()


ACTS = {
    "touch": 8,
    "exchange": 6,
    "answer lost": 2,
    "delayed": 2,
    "arrives": 2,
    "restart": 0.5,
    "reload": 1,
    "choose": 2,
    "plain": 2,
    "post": 1,
    "time": 2,
    "hand in": 0.7,
}


def swallow(window, request):
    """The request arrives; its answer does not."""
    unless_handed_in(lambda: window.transmit(request))


def unless_handed_in(call):
    try:
        return call()
    except NotAllowed as refusal:
        if refusal.code != "submitted":
            raise
        return None


def end(rng, clock, server, windows, under_way):
    """Time runs out over what is waiting; then the network is back for everybody."""
    waiting = {window.name: dict(window.journal) for window in windows}
    clock.move_to(max(timezone.now(), server.attempt.deadline_at) + AFTER_GRACE + timedelta(seconds=5))
    for window, request in under_way:
        swallow(window, request)
    for window in windows:
        window.exchange()
        window.exchange()
    finish_overdue()
    server.close()
    if server.attempt.closed_by_clock:
        for window in windows:
            check_late(server, waiting[window.name])


def check_late(server, waiting):
    for item, change in waiting.items():
        if not same_answer(change.save.payload, server.held[item][1]):
            kept = AnswerSave.objects.filter(attempt=server.attempt, item=item, late=True)
            given = [row.given_at for row in kept if same_answer(row.payload, change.save.payload)]
            if not any(moment <= server.attempt.deadline_at for moment in given):
                raise Broken(f"question {item} was given in time and is not kept")


@pytest.fixture
def exam():
    tomorrow = timezone.now() + timedelta(days=1)
    return exam_of(*["multiple"] * ITEMS, attempts_allowed=RUNS, closes_at=tomorrow)


def test_the_paper_is_what_was_confirmed_last_whatever_happens_on_the_way(exam):
    closed_by_clock = sit_all(exam, Window)

    assert closed_by_clock == {True, False}
    assert AnswerSave.objects.filter(late=True).exists()
    assert AnswerSave.objects.filter(set_aside=True).exists()
    assert Attempt.objects.submitted().count() == RUNS
    assert [*answers(), *scores()] == []


class Boastful(Window):
    """Claims to have seen everything, as the page once did."""

    def request(self):
        _seen, sent = super().request()
        newest = {item: replace(change, save=replace(change.save, base=2**31 - 1)) for item, change in sent.items()}
        return 2**31 - 1, newest


def test_the_model_finds_a_page_that_replaces_what_it_has_not_seen(exam):
    with pytest.raises(Broken):
        sit_all(exam, Boastful)
