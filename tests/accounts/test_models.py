import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.factories.accounts import ApiTokenFactory
from tests.factories.people import UserFactory
from tests.support.constraints import constraints_of, words_of

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
CONSTRAINTS = constraints_of("accounts")


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    with pytest.raises(IntegrityError) as broken:
        BROKEN_BY[name]()

    assert any(word in str(broken.value) for word in words_of(*CONSTRAINTS[name]))
