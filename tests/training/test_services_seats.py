"""State and seats of a class change through training's services alone."""

import ast

import pytest

from common.errors import NotAllowed
from tests.factories.training import BatchFactory
from tests.test_architecture import ROOT, RUNG, sources
from training.choices import BatchState
from training.services.seats import give_back_seat, open_for_nominations, take_seats

OWN = {"seats_taken", "extra_seats"}


def counted(batch):
    """As the database and the row in hand say it."""
    held = (batch.seats_taken, batch.extra_seats)
    batch.refresh_from_db()
    return held, (batch.seats_taken, batch.extra_seats)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("capacity", "seats", "extra", "after"),
    [(2, 2, False, (2, 0)), (2, 1, True, (1, 0)), (1, 3, True, (3, 2))],
)
def test_seats_are_counted_and_extra_ones_only_where_they_are_needed(capacity, seats, extra, after):
    batch = BatchFactory(capacity=capacity)

    take_seats(batch, seats, extra=extra)

    assert counted(batch) == (after, after)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "seats", "code"), [(BatchState.NOTIFIED, 2, "batch_full"), (BatchState.CANCELLED, 1, "batch_closed")]
)
def test_a_full_class_and_one_that_is_over_give_no_seat(state, seats, code):
    batch = BatchFactory(capacity=1, state=state)

    with pytest.raises(NotAllowed) as refused:
        take_seats(batch, seats)

    assert (refused.value.code, counted(batch)) == (code, ((0, 0), (0, 0)))


@pytest.mark.django_db
def test_a_seat_that_is_given_back_is_free_again():
    batch = BatchFactory(capacity=1)
    take_seats(batch, 1)

    give_back_seat(batch)

    assert counted(batch) == ((0, 0), (0, 0))


@pytest.mark.django_db
def test_the_notice_opens_the_class():
    batch = BatchFactory(state=BatchState.DRAFT)

    open_for_nominations(batch)

    batch.refresh_from_db()
    assert batch.state == BatchState.NOTIFIED


def written(tree):
    """Columns of a class that a module writes itself: assigned to a row, or given to `update`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in OWN:
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            yield from (one.arg for one in node.keywords if one.arg in OWN)


def test_no_app_above_writes_seats_itself():
    """The demo city is written as things were at the time, past every service."""
    apps = [app for app in RUNG if RUNG[app] > RUNG["training"]]
    modules = [path for path in sources() if path.relative_to(ROOT).parts[0] in apps and path.name != "demo.py"]
    wrong = [str(path.relative_to(ROOT)) for path in modules if list(written(ast.parse(path.read_text())))]

    assert (len(modules) > 100, wrong) == (True, [])


def test_the_check_of_seats_sees_both_ways_to_write():
    ways = ["batch.seats_taken -= 1", "Batch.objects.update(extra_seats=1)"]

    assert [list(written(ast.parse(way))) for way in ways] == [["seats_taken"], ["extra_seats"]]
