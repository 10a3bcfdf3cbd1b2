import pytest
from django.utils import timezone

from tests.factories.accounts import ApiTokenFactory
from tests.factories.people import UserFactory
from tests.support.constraints import assert_broken, constraints

pytestmark = pytest.mark.django_db


def two_tokens_of_one_name():
    user = UserFactory()
    for _turn in range(2):
        ApiTokenFactory(user=user, name="大屏")


def token_expired_when_made():
    now = timezone.now()
    ApiTokenFactory(created_at=now, expires_at=now)


BROKEN_BY = {
    "one_token_per_user_and_name": two_tokens_of_one_name,
    "token_expires_after_creation": token_expired_when_made,
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(constraints("accounts"))


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    assert_broken("accounts", name, BROKEN_BY[name])
