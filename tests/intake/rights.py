from intake.services import receive_list
from people.choices import Role
from roster.people_list.kind import PeopleList
from tests.people.rights import UPLOADED
from tests.support.rights import Route

IMPORTERS = {Role.HR, Role.LIAISON}


def extend(world):
    world.extra.listing = receive_list(
        kind=PeopleList(),
        file_name="名册.csv",
        data="姓名,单位,职务\n".encode(),
        unit=world.unit,
        by=world.users[Role.LIAISON],
    )


def listing(world):
    return {"uuid": world.extra.listing.uuid}


def of_people(world):
    return {"kind": PeopleList.code}


RIGHTS = {
    "intake:import_list": Route(IMPORTERS, of_people, names_a_row=False),
    "intake:import_create": Route(IMPORTERS, of_people, names_a_row=False),
    "intake:import_template": Route(IMPORTERS, of_people, names_a_row=False),
    "intake:import_detail": Route(IMPORTERS, listing, denied=404, personal=UPLOADED),
    "intake:import_options": Route(IMPORTERS, listing, denied=404, personal=UPLOADED),
    "intake:import_report": Route(IMPORTERS, listing, denied=404, personal=UPLOADED),
    "intake:import_commit": Route(IMPORTERS, listing, method="post", denied=404, personal=UPLOADED),
    "intake:import_undo": Route(IMPORTERS, listing, method="post", denied=404, personal=UPLOADED),
}
