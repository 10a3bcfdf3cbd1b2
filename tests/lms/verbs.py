"""The verbs of the pages at the top."""

from people.choices import Role
from tests.factories.courses import CourseEnrolmentFactory
from tests.factories.people import PersonFactory, UserFactory, user_with_role
from tests.support.verbs import Sent, verb


@verb("privacy", 20, answer=200)
def download_own_data(rows):
    person = PersonFactory()
    CourseEnrolmentFactory.create_batch(rows, person=person)
    return Sent(UserFactory(person=person), form={})


@verb("set_letters", 2)
def choose_large_letters(rows):
    """Kept in the browser alone."""
    return Sent(user_with_role(Role.TRAINEE), form={"letters": "large", "next": "/me/"})
