"""The verbs of the pages at the top."""

from tests.factories.courses import CourseEnrolmentFactory
from tests.factories.people import PersonFactory, UserFactory
from tests.support.verbs import Sent, verb


@verb("privacy", 20, answer=200)
def download_own_data(rows):
    person = PersonFactory()
    CourseEnrolmentFactory.create_batch(rows, person=person)
    return Sent(UserFactory(person=person), form={})
