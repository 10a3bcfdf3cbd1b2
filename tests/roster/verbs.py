"""Lists that come in, people entered by hand, transfers and entries made twice."""

import io

from people.choices import Role, StaffCategory, Track
from roster.services.people_list import commit_roster, judge_roster, upload_roster
from roster.services.twice import merge_persons
from tests.factories.people import OrgUnitFactory, TransferRequestFactory, city_root, user_with_role
from tests.factories.rosters import plain_list, small_city
from tests.people.verbs_postings import colleagues, keeper, posting
from tests.support.verbs import Sent, verb


def list_of(rows):
    """A list with so many people of the city."""
    return plain_list(*[{"name": f"王志{given}"} for given in "远海涛"[:rows]])


def checked(rows):
    units = small_city()
    hr = user_with_role(Role.HR)
    roster = upload_roster(file_name="名册.xlsx", data=list_of(rows), unit=units["root"], by=hr)
    return hr, judge_roster(roster=roster)


@verb("roster:import_create", 17)
def upload(rows):
    small_city()
    file = io.BytesIO(list_of(rows))
    file.name = "名册.xlsx"
    return Sent(user_with_role(Role.HR), form={"unit": city_root().code, "file": file})


@verb("roster:import_options", 20)
def put_right(rows):
    hr, roster = checked(rows)
    headings = [column for columns in roster.summary["sheets"].values() for column in columns]
    used = [column for column in headings if column["field"]]
    return Sent(hr, {"uuid": roster.uuid}, {f"h{i}": column["field"] for i, column in enumerate(used)})


@verb("roster:import_commit", 22)
def take_over(rows):
    hr, roster = checked(rows)
    return Sent(hr, {"uuid": roster.uuid}, {"accept_all": "on"})


@verb("roster:import_undo", 28)
def undo(rows):
    hr, roster = checked(rows)
    return Sent(hr, {"uuid": commit_roster(roster=roster, accepted=None, by=hr).uuid})


@verb("roster:person_register", 35)
def register(rows):
    unit = OrgUnitFactory()
    colleagues(rows, unit)
    form = {"name": "王小明", "staff_category": StaffCategory.CIVIL_SERVANT, "mobile": "19900001234"}
    return Sent(keeper(unit), form={**form, **posting(unit)})


@verb("roster:person_merge", 30)
def merge(rows):
    keep, away, *_others = colleagues(rows + 1, OrgUnitFactory())
    return Sent(user_with_role(Role.HR), {"uuid": keep.uuid}, {"away": away.staff_no, "reason": "同一身份证"})


@verb("roster:person_unmerge", 24)
def unmerge(rows):
    hr, unit = user_with_role(Role.HR), OrgUnitFactory()
    keep, *aways = colleagues(rows + 1, unit)
    merges = [merge_persons(keep=keep, away=away, reason="同一身份证", by=hr) for away in aways]
    return Sent(hr, {"pk": merges[0].pk}, {"reason": "两个人"})


@verb("roster:transfer_request", 29)
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


@verb("roster:transfer_agree", 28)
def agree(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk})


@verb("roster:transfer_refuse", 12)
def refuse(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.from_unit), {"pk": transfer.pk}, {"reason": "工作需要"})


@verb("roster:transfer_withdraw", 9)
def withdraw(rows):
    transfer = waiting(rows)
    return Sent(keeper(transfer.unit), {"pk": transfer.pk})
