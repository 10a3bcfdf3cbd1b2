"""Every verb and the number of SQL statements it takes."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.training import at
from tests.support.verbs import all_verbs, posting_routes


def test_every_verb_has_a_number_and_every_number_a_verb():
    assert set(all_verbs()) == posting_routes()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("route", sorted(all_verbs()))
def test_a_verb_takes_its_statements(route, rows):
    """Five to half past eight of the morning on which the classes of the tests begin."""
    verb = all_verbs()[route]
    with time_machine.travel(at("08:25"), tick=False):
        sent = verb.prepare(rows)
        client, address = sent.browser(), reverse(route, kwargs=sent.kwargs)
        kind = {"content_type": sent.content_type} if sent.content_type else {}
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, sent.form, **kind)

    # A lock shared by readers is a statement of its own on PostgreSQL; SQLite's one writer needs none.
    asked = [query["sql"] for query in queries if not query["sql"].endswith("FOR SHARE")]
    assert (answer.status_code, len(asked)) == (verb.answer, verb.expected(rows)), "\n".join(asked)
