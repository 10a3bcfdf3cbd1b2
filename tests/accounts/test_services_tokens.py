import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import TokenScope
from accounts.models import ApiToken
from accounts.services.tokens import MAX_TOKENS, TOUCH_EVERY, issue_token, revoke_token, use_token
from people.models import AuditEvent, User
from people.services.accounts import disable_account
from tests.factories.people import UserFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def wanted(user, **changes):
    return {"name": "大屏", "scope": TokenScope.OWN, "days": 30, "by": user, **changes}


def test_a_token_is_random_named_by_its_prefix_and_kept_as_a_digest_only(user):
    token, raw = issue_token(**wanted(user))
    _second, other = issue_token(**wanted(user, name="另一个"))

    assert (raw[:3], len(raw) >= 43, raw != other) == ("zx_", True, True)
    assert raw not in {str(value) for value in ApiToken.objects.values().get(pk=token.pk).values()}


def test_making_and_revoking_leave_audit_rows_without_the_token(user, caplog):
    token, raw = issue_token(**wanted(user))
    revoke_token(token=token, by=user)
    revoke_token(token=token, by=user)

    events = AuditEvent.objects.order_by("id")
    assert [event.action for event in events] == ["accounts.issue_token", "accounts.revoke_token"]
    written = json.dumps(list(events.values("object_label", "reason", "data"))) + caplog.text
    assert (raw in written, token.digest in written) == (False, False)


@pytest.mark.parametrize("days", [0, -1, 366, 10**6])
def test_a_token_lives_from_one_day_to_a_year(user, days):
    assert refusal(issue_token, **wanted(user, days=days)) == "token_days"


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"name": " "}, "blank"), ({"name": "x" * 61}, "max_length"), ({"scope": "everything"}, "invalid_choice")],
)
def test_a_token_without_a_proper_name_and_scope_is_refused(user, changes, code):
    assert refusal(issue_token, **wanted(user, **changes)) == code


def test_two_tokens_in_use_do_not_share_a_name(user):
    first, _raw = issue_token(**wanted(user))
    assert refusal(issue_token, **wanted(user)) == "one_token_per_user_and_name"

    revoke_token(token=first, by=user)
    assert issue_token(**wanted(user))


def test_nobody_piles_up_tokens(user):
    for n in range(MAX_TOKENS):
        issue_token(**wanted(user, name=str(n)))

    assert refusal(issue_token, **wanted(user)) == "too_many_tokens"


def test_a_token_works_until_it_expires(user, time_machine):
    token, raw = issue_token(**wanted(user, days=1))

    time_machine.move_to(token.expires_at - timedelta(seconds=1), tick=False)
    assert use_token(raw=raw) == token
    time_machine.move_to(token.expires_at, tick=False)
    assert use_token(raw=raw) is None


def test_a_revoked_token_is_none(user):
    token, raw = issue_token(**wanted(user))
    revoke_token(token=token, by=user)

    assert use_token(raw=raw) is None


def test_tokens_die_with_the_account_and_stay_dead(user):
    _token, raw = issue_token(**wanted(user))
    disable_account(user=user, by=UserFactory())
    dead = use_token(raw=raw)
    User.objects.filter(pk=user.pk).update(is_active=True)

    assert (dead, use_token(raw=raw)) == (None, None)


def test_a_token_of_an_inactive_user_is_none(user):
    _token, raw = issue_token(**wanted(user))
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert use_token(raw=raw) is None


@pytest.mark.parametrize("raw", ["", "zx_", "zx_名", "Bearer", "zx_\x00", "x" * 10_000])
def test_what_is_no_token_is_none(user, raw):
    assert use_token(raw=raw) is None


def test_the_last_use_is_noted_at_most_every_five_minutes(user, time_machine):
    start = timezone.now().replace(microsecond=0)
    time_machine.move_to(start, tick=False)
    token, raw = issue_token(**wanted(user))
    seen = []
    for passed in (timedelta(0), TOUCH_EVERY - timedelta(seconds=1), TOUCH_EVERY):
        time_machine.move_to(start + passed, tick=False)
        use_token(raw=raw)
        token.refresh_from_db()
        seen.append(token.last_used_at - start)

    assert seen == [timedelta(0), timedelta(0), TOUCH_EVERY]


def test_the_wider_scope_includes_the_narrower():
    pairs = [(a, b, a.includes(b)) for a in TokenScope for b in TokenScope]

    assert [(a, b) for a, b, holds in pairs if not holds] == [(TokenScope.OWN, TokenScope.CLASSES)]
