"""The test kit itself."""

import pytest
import redis
from django.db import DatabaseError, connection
from wagtail.models import Page

from common.evidence import append_only
from people.models import AuditEvent
from people.trail import audit
from tests.support.databases import connected_to, copy_database
from tests.support.requirements import require


@pytest.fixture
def event():
    return audit.record(None, "kit.test", by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_transactional_test_starts_from_the_template(event, turn):
    assert AuditEvent.objects.count() == 1
    assert Page.objects.filter(depth=1).count() == 1
    assert append_only.missing_triggers() == []


@pytest.mark.django_db
def test_a_rolled_back_test_starts_from_the_template(event):
    assert AuditEvent.objects.count() == 1
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE people_auditevent SET action = 'x'", "DELETE FROM people_auditevent"])
def test_the_database_refuses_to_change_evidence(event, statement):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)

    assert AuditEvent.objects.get().action == "kit.test"


@pytest.mark.django_db
def test_another_database_is_used_only_inside_its_block(event):
    copy = copy_database("kit")

    with connected_to(copy):
        audit.record(None, "kit.elsewhere", by=None)
        elsewhere = list(AuditEvent.objects.values_list("action", flat=True))

    assert (elsewhere, AuditEvent.objects.get().action) == (["kit.elsewhere"], "kit.test")


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("browser,kit", pytest.fail.Exception)])
def test_a_missing_thing_skips_unless_it_is_required(monkeypatch, required, outcome):
    monkeypatch.setenv("ZHENGXUN_REQUIRE", required)

    with pytest.raises(outcome, match="the kit is missing"):
        require("kit", "the kit is missing")


@pytest.mark.services
def test_private_redis_answers(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping() is True


@pytest.mark.browser
def test_the_site_serves_its_sign_in_page(site, page):
    started = site(fill=lambda: audit.record(None, "kit.filled", by=None))

    page.goto(f"{started.url}/accounts/login/")

    assert page.title()
