"""`__one_of`: a filter for more values than a statement has room for."""

import pytest

from people.models import Person, Posting
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MANY = 70_000


def test_it_finds_what_in_finds():
    people = [PersonFactory(name=name) for name in ("王伟", "李'娜", '赵"敏', "陈\\刚", "张%s")]
    names = {person.name for person in people[1:]}

    assert set(Person.objects.filter(name__one_of=names)) == set(Person.objects.filter(name__in=names))
    assert not Person.objects.filter(name__one_of=set()).exists()


def test_it_takes_numbers_and_reaches_over_a_relation():
    one, other = PersonFactory(), PersonFactory()

    assert [posting.person for posting in Posting.objects.filter(person__id__one_of={one.pk})] == [one]
    assert list(Person.objects.exclude(pk__one_of={one.pk})) == [other]


def test_tens_of_thousands_are_one_statement(django_assert_num_queries):
    person = PersonFactory(name="王伟")

    with django_assert_num_queries(1):
        assert list(Person.objects.filter(name__one_of={"王伟", *map(str, range(MANY))})) == [person]
