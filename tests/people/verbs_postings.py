"""Where people work: entering, posting, leaving, coming back and transfers."""

from django.utils import timezone

from people.choices import PersonStatus, Role, Track
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
    city_root,
    user_with_role,
)
from tests.support.verbs import Sent, verb


def keeper(unit):
    return user_with_role(Role.LIAISON, unit)


def posting(unit):
    return {"unit": unit.code, "post": "科长", "track": Track.STAFF, "day": f"{timezone.localdate()}"}


def colleagues(rows, unit, **fields):
    """So many people of the unit, each with an account."""
    people = PersonFactory.create_batch(rows, unit=unit, **fields)
    for person in people:
        UserFactory(person=person, is_active=person.status == PersonStatus.ACTIVE)
    return people


@verb("people:person_post", 26)
def post(rows):
    unit = OrgUnitFactory()
    return Sent(keeper(unit), {"uuid": colleagues(rows, unit)[0].uuid}, posting(unit))


@verb("people:person_depart", 30)
def depart(rows):
    unit = OrgUnitFactory()
    person = colleagues(rows, unit)[0]
    for role in (Role.GRADER, Role.PROCTOR, Role.EDITOR)[:rows]:
        RoleAssignmentFactory(user=person.user, role=role, unit=city_root())
    return Sent(keeper(unit), {"uuid": person.uuid}, {"status": "left", "day": f"{timezone.localdate()}"})


@verb("people:person_reinstate", 30)
def reinstate(rows):
    unit = OrgUnitFactory()
    gone = colleagues(rows, unit, status=PersonStatus.LEFT)
    return Sent(keeper(unit), {"uuid": gone[0].uuid}, posting(unit))
