from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.records import held_class
from training.models import Batch

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    try:
        call_command("close_batch", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_what_is_outstanding_is_printed_and_the_status_is_one(options):
    status, printed = run(held_class(1).batch.code, *options)

    assert (status, "outstanding: marks_missing" in printed, Batch.objects.get().state) == (1, True, "notified")


def test_a_check_changes_nothing():
    held = held_class(1)
    held.enter()

    assert (run(held.batch.code, "--check")[0], Batch.objects.get().state) == (0, "notified")


def test_a_class_in_order_is_closed():
    held = held_class(1)
    held.enter()

    status, printed = run(held.batch.code)

    assert (status, printed.endswith(f"closed: {held.batch.code}\n"), Batch.objects.get().state) == (0, True, "closed")


def test_an_unknown_code_is_refused():
    with pytest.raises(CommandError):
        run("none")
