from people.choices import Role
from tests.factories.accounts import ApiTokenFactory, open_session
from tests.support.rights import EVERY_ROLE, Route

KEEPS_UNIT_A = {Role.TRAINING_OFFICER, Role.HR, Role.LIAISON}
ADMINISTRATORS = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}


def extend(world):
    world.extra.token = ApiTokenFactory(user=world.users[Role.LIAISON])
    world.extra.session = open_session(world.users[Role.LIAISON])


RIGHTS = {
    "accounts:slip_prepare": Route(KEEPS_UNIT_A, method="post"),
    "accounts:slip_print": Route(KEEPS_UNIT_A, method="post"),
    "accounts:token_list": Route(EVERY_ROLE),
    "accounts:token_create": Route(EVERY_ROLE),
    "accounts:token_revoke": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.token.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their token"},
    ),
    "accounts:session_list": Route(EVERY_ROLE),
    "accounts:session_end_others": Route(EVERY_ROLE, method="post"),
    "accounts:session_end": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.session.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their sign-in"},
    ),
    "accounts:account_list": Route({Role.SYSADMIN}),
    "accounts:account_disable": Route(
        {Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"
    ),
    "accounts:account_enable": Route({Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"),
    "accounts:account_factor_remove": Route(
        {Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"
    ),
    "accounts:account_slip": Route({Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}),
}
