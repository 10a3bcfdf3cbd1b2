"""Lists that come in."""

import io

from intake.services import commit_list, judge_list, receive_list
from people.choices import Role
from roster.people_list.kind import PeopleList
from tests.factories.people import city_root, user_with_role
from tests.factories.rosters import plain_list, small_city
from tests.support.verbs import Sent, verb


def list_of(rows):
    """A list with so many people of the city."""
    return plain_list(*[{"name": f"王志{given}"} for given in "远海涛"[:rows]])


def checked(rows):
    units = small_city()
    hr = user_with_role(Role.HR)
    roster = receive_list(kind=PeopleList(), file_name="名册.xlsx", data=list_of(rows), unit=units["root"], by=hr)
    return hr, judge_list(listing=roster)


@verb("intake:import_create", 17)
def upload(rows):
    small_city()
    file = io.BytesIO(list_of(rows))
    file.name = "名册.xlsx"
    return Sent(user_with_role(Role.HR), {"kind": PeopleList.code}, {"unit": city_root().code, "file": file})


@verb("intake:import_options", 18)
def put_right(rows):
    hr, roster = checked(rows)
    headings = [column for columns in roster.summary["sheets"].values() for column in columns]
    used = [column for column in headings if column["field"]]
    return Sent(hr, {"uuid": roster.uuid}, {f"h{i}": column["field"] for i, column in enumerate(used)})


@verb("intake:import_commit", 27)
def take_over(rows):
    hr, roster = checked(rows)
    return Sent(hr, {"uuid": roster.uuid}, {"accept_all": "on"})


@verb("intake:import_undo", 36)
def undo(rows):
    hr, roster = checked(rows)
    return Sent(hr, {"uuid": commit_list(listing=roster, accepted=None, by=hr).uuid})
