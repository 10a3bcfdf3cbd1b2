"""Two people at the same moment. The first holds its transaction open until the second has read or waits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import QuerySet

from common.errors import NotAllowed
from tests.factories.admission import call_for_nominations
from tests.factories.training import BatchFactory, ClassMeetingFactory, TrainingSessionFactory
from training.services.classes import MeetingDraft, add_meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


PATIENCE = 10


def on_its_own_connection(call):
    try:
        return call()
    finally:
        connections.close_all()


def outcome(call):
    """`done`, the code of a refusal, or the database's own refusal."""
    try:
        call()
    except NotAllowed as refused:
        return refused.code
    except IntegrityError:
        return "constraint"
    return "done"


def overlapping(first, second):
    """Outcomes of two calls of which the second begins while the first has not committed."""
    written, finished, at_the_door = threading.Event(), threading.Event(), threading.Event()

    def knocking(execute, sql, *arguments):
        if sql.startswith("BEGIN"):
            at_the_door.set()
        return execute(sql, *arguments)

    def hold_open():
        with transaction.atomic():
            result = outcome(first)
            written.set()
            limit = time.monotonic() + PATIENCE
            while not finished.wait(0.02) and not second_waits(at_the_door) and time.monotonic() < limit:
                pass
        return result

    def come_second():
        written.wait(10)
        with connection.execute_wrapper(knocking):
            result = outcome(second)
        finished.set()
        return result

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(on_its_own_connection, job) for job in (hold_open, come_second)]
        return [job.result(30) for job in jobs]


def second_waits(at_the_door):
    """Whether somebody stands still until this connection commits. SQLite does not let a second writer begin."""
    if connection.vendor == "sqlite":
        return at_the_door.is_set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


def at_once(*calls):
    """Outcomes of calls that all start together."""
    line = threading.Barrier(len(calls))

    def run(call):
        line.wait(10)
        return outcome(call)

    with ThreadPoolExecutor(len(calls)) as pool:
        jobs = [pool.submit(on_its_own_connection, lambda call=call: run(call)) for call in calls]
        return sorted(job.result(60) for job in jobs)


@pytest.fixture
def without_locks(monkeypatch):
    """The control: the same services, but nobody waits for anybody."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so there is no race to lose.")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)


def test_a_room_is_booked_once_by_two_at_the_same_moment():
    taken = ClassMeetingFactory(batch=BatchFactory())
    session = TrainingSessionFactory()
    batches = BatchFactory.create_batch(2, training_session=session)
    draft = MeetingDraft(taken.date, "ev", "晚自习", room=taken.room.name)
    officer = call_for_nominations().officer

    outcomes = overlapping(*(lambda b=b: add_meeting(batch=b, draft=draft, by=officer) for b in batches))

    assert (outcomes, taken.room.meetings.count()) == (["done", "room_taken"], 2)
