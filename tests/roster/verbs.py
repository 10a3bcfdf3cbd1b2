"""People entered by hand, transfers and entries made twice."""

from django.utils import timezone

from people.choices import Role, StaffCategory, Track
from roster.services.twice import merge_persons
from tests.factories.people import OrgUnitFactory, TransferRequestFactory, user_with_role
from tests.people.verbs_postings import colleagues, keeper, posting
from tests.support.verbs import Sent, verb


@verb("roster:person_register", 33)
def register(rows):
    unit = OrgUnitFactory()
    colleagues(rows, unit)
    form = {"name": "王小明", "staff_category": StaffCategory.CIVIL_SERVANT, "mobile": "19900001234"}
    return Sent(keeper(unit), form={**form, **posting(unit)})


@verb("roster:person_merge", 29)
def merge(rows):
    keep, away, *_others = colleagues(rows + 1, OrgUnitFactory(), name="王小明")
    return Sent(user_with_role(Role.HR), {"uuid": keep.uuid}, {"away": away.staff_no, "reason": "同一身份证"})


@verb("roster:person_unmerge", 25)
def unmerge(rows):
    hr, unit = user_with_role(Role.HR), OrgUnitFactory()
    keep, *aways = colleagues(rows + 1, unit, name="王小明")
    merges = [merge_persons(keep=keep, away=away, reason="同一身份证", by=hr) for away in aways]
    return Sent(hr, {"pk": merges[0].pk}, {"reason": "两个人"})


@verb("roster:transfer_request", 31)
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


@verb("roster:transfer_agree", 29)
def agree(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk}, {"day": timezone.localdate()})


@verb("roster:transfer_refuse", 13)
def refuse(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk}, {"reason": "工作需要"})


@verb("roster:transfer_withdraw", 12)
def withdraw(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.unit), {"pk": transfer.pk})
