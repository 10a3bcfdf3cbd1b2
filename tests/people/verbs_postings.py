"""Where people work: entering, posting, leaving, coming back and transfers."""

from django.utils import timezone

from people.choices import PersonStatus, Role, StaffCategory, Track
from people.services.twice import merge_persons
from tests.factories.people import (
    SINCE,
    OrgUnitFactory,
    PersonFactory,
    RoleAssignmentFactory,
    TransferRequestFactory,
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
        UserFactory(person=person)
    return people


@verb("people:person_register", 35)
def register(rows):
    unit = OrgUnitFactory()
    colleagues(rows, unit)
    form = {"name": "王小明", "staff_category": StaffCategory.CIVIL_SERVANT, "mobile": "19900001234"}
    return Sent(keeper(unit), form={**form, **posting(unit)})


@verb("people:person_post", 27)
def post(rows):
    unit = OrgUnitFactory()
    return Sent(keeper(unit), {"uuid": colleagues(rows, unit)[0].uuid}, posting(unit))


@verb("people:person_depart", 27)
def depart(rows):
    unit = OrgUnitFactory()
    person = colleagues(rows, unit)[0]
    for role in (Role.GRADER, Role.PROCTOR, Role.EDITOR)[:rows]:
        RoleAssignmentFactory(user=person.user, role=role, unit=city_root())
    return Sent(keeper(unit), {"uuid": person.uuid}, {"status": "left", "day": f"{timezone.localdate()}"})


@verb("people:person_reinstate", 27)
def reinstate(rows):
    unit = OrgUnitFactory()
    gone = colleagues(rows, unit, status=PersonStatus.LEFT)
    for person in gone:
        person.postings.update(ended_on=SINCE)
    return Sent(keeper(unit), {"uuid": gone[0].uuid}, posting(unit))


@verb("people:person_merge", 30)
def merge(rows):
    keep, away, *_others = colleagues(rows + 1, OrgUnitFactory())
    return Sent(user_with_role(Role.HR), {"uuid": keep.uuid}, {"away": away.staff_no, "reason": "同一身份证"})


@verb("people:person_unmerge", 26)
def unmerge(rows):
    hr, unit = user_with_role(Role.HR), OrgUnitFactory()
    keep, *aways = colleagues(rows + 1, unit)
    merges = [merge_persons(keep=keep, away=away, reason="同一身份证", by=hr) for away in aways]
    return Sent(hr, {"pk": merges[0].pk}, {"reason": "两个人"})


@verb("people:transfer_request", 30)
def ask(rows):
    here, there = OrgUnitFactory.create_batch(2)
    for _n in range(rows):
        keeper(there)
    person = colleagues(rows, there)[0]
    form = {"staff_no": person.staff_no, "unit": here.code, "track": Track.STAFF}
    return Sent(keeper(here), form=form)


def waiting(rows):
    here, there = OrgUnitFactory.create_batch(2)
    for _n in range(rows):
        keeper(here)
    people = colleagues(rows, there)
    asked = [TransferRequestFactory(person=person, unit=here, from_unit=there) for person in people]
    return asked[0]


@verb("people:transfer_agree", 29)
def agree(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk})


@verb("people:transfer_refuse", 14)
def refuse(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk}, {"reason": "工作需要"})


@verb("people:transfer_withdraw", 13)
def withdraw(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.unit), {"pk": transfer.pk})
