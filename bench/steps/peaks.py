"""Everybody at once."""

import urllib.parse

from django.urls import reverse
from django.utils import timezone

from attendance.models import AttendanceEvidence, AttendanceMark
from attendance.scans import subject_of
from attendance.views.check_in import DEVICE_COOKIE
from bench.client import Call
from bench.goals import GOALS
from bench.measure import Step
from bench.steps.pages import FORM
from bench.town import CSRF, Town, cookies_of
from common.tokens import sign_receipt
from people.models import User
from training.choices import Slot

CLIENTS, SENDS = 500, 3


class Queue:
    """A class that scans the same screen; one burst a half-day, and one person apart for the probe."""

    def __init__(self, town: Town):
        self.batch = town.crowd.batch
        self.users = town.crowd.users[:CLIENTS]
        self.apart = town.crowd.users[CLIENTS]
        self.cookies = {user.pk: self.cookies_of(user) for user in (*self.users, self.apart)}
        self.bursts: list[str] = []
        self.probed = 0

    def cookies_of(self, user: User) -> str:
        return cookies_of(user, **{DEVICE_COOKIE: self.device_of(user)})

    def device_of(self, user: User) -> str:
        return f"device-{user.pk}"

    def scan(self, user: User, slot: str) -> Call:
        """The button below the code: the note the phone was given, redeemed."""
        now = timezone.now()
        subject = subject_of(self.batch, timezone.localdate(now), slot)
        receipt = sign_receipt({"subject": subject, "at": now.isoformat(), "device": self.device_of(user)})
        body = urllib.parse.urlencode({"receipt": receipt, "csrfmiddlewaretoken": CSRF}).encode()
        done = reverse("attendance:check_in")
        return Call(
            reverse("attendance:check_in_confirm"), self.cookies[user.pk], body, FORM, status=302, location=done
        )

    def scripts(self, number: int) -> list[list[Call]]:
        slot = Slot.values[number]
        self.bursts.append(slot)
        return [[self.scan(user, slot)] * SENDS for user in self.users]

    def probes(self, n: int) -> list[list[Call]]:
        """The first scan of a half-day writes, those after it only look."""
        slot = Slot.values[self.probed]
        self.probed += 1
        return [[self.scan(self.apart, slot)]] * n

    def lost(self) -> int:
        """One fact and one mark of each person and burst: not fewer, not more."""
        people = [user.person_id for user in self.users]
        wrong = 0
        for slot in self.bursts:
            facts = AttendanceEvidence.objects.filter(batch=self.batch, slot=slot, person__in=people)
            marks = AttendanceMark.objects.filter(meeting__batch=self.batch, meeting__slot=slot)
            marked = marks.filter(enrolment__person__in=people).values("enrolment").distinct().count()
            wrong += abs(len(people) - facts.count()) + abs(len(people) - marked)
        return wrong


def checkin_burst(town: Town) -> Step:
    """500 people, one address, each scan sent three times as a phone does that got no answer in time."""
    queue, goal = Queue(town), GOALS["checkin_burst_500"]
    bare = town.floor_scripts(goal.floor)

    def floor_burst(number: int) -> list[list[Call]]:
        return [script * SENDS for script in bare(CLIENTS)]

    return Step(
        "checkin_burst_500",
        goal,
        queue.scripts,
        floor_burst,
        probes=queue.probes,
        lost=queue.lost,
        clients=CLIENTS,
    )
