from people.choices import Role
from tests.factories.people import PersonMergeFactory, TransferRequestFactory
from tests.people.rights import KEEPERS, KEEPS_THE_TREE, KEEPS_UNIT_A, person
from tests.support.rights import Route

IMPORTERS = {Role.HR, Role.LIAISON}


def extend(world):
    world.extra.going = TransferRequestFactory(from_unit=world.unit, unit=world.partner)
    world.extra.coming = TransferRequestFactory(unit=world.unit, from_unit=world.partner)
    world.extra.merge = PersonMergeFactory(keep=world.person)


def going(world):
    return {"pk": world.extra.going.pk}


RIGHTS = {
    "roster:person_register": Route(KEEPERS),
    "roster:person_merge": Route({Role.HR}, person, denied=404, otherwise=dict.fromkeys(KEEPS_UNIT_A - {Role.HR}, 403)),
    "roster:person_unmerge": Route(
        {Role.HR},
        lambda world: {"pk": world.extra.merge.pk},
        denied=404,
        otherwise=dict.fromkeys(KEEPS_UNIT_A - {Role.HR}, 403),
    ),
    "roster:transfer_list": Route(KEEPERS),
    "roster:transfer_request": Route(KEEPERS),
    "roster:transfer_agree": Route(KEEPERS, going, denied=404),
    "roster:transfer_refuse": Route(KEEPERS, going, denied=404),
    "roster:transfer_withdraw": Route(KEEPERS, lambda world: {"pk": world.extra.coming.pk}, method="post", denied=404),
    "roster:completeness": Route(KEEPS_THE_TREE),
}
