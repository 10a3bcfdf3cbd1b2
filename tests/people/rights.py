from people.choices import Role
from people.models import Notification, RoleAssignment
from tests.factories.people import ApiTokenFactory, open_session
from tests.support.rights import EVERY_ROLE, Route

ROSTER = {Role.TRAINING_OFFICER, Role.HR, Role.LIAISON, Role.PARTNER}
KEEPS_UNIT_A = {Role.TRAINING_OFFICER, Role.HR, Role.LIAISON}
ADMINISTRATORS = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}
# Roles that reach unit A in the tree: those of the city and those of the unit itself.
REACHES_UNIT_A = EVERY_ROLE - {Role.PARTNER, Role.TRAINEE}


def extend(world):
    world.extra.notification = Notification.objects.create(
        user=world.users[Role.LIAISON], event_key="x", title="通知", address="/me/"
    )
    world.extra.token = ApiTokenFactory(user=world.users[Role.LIAISON])
    world.extra.session = open_session(world.users[Role.LIAISON])
    world.extra.assignment = RoleAssignment.objects.get(user=world.users[Role.GRADER])


def person(world):
    return {"uuid": world.person.uuid}


RIGHTS = {
    "people:person_list": Route(ROSTER),
    "people:person_detail": Route(KEEPS_UNIT_A, person, denied=404),
    "people:person_unmask": Route(KEEPS_UNIT_A, person, denied=404),
    "people:slip_prepare": Route(KEEPS_UNIT_A, method="post"),
    "people:slip_print": Route(KEEPS_UNIT_A, method="post"),
    "people:unit_list": Route(EVERY_ROLE - {Role.TRAINEE}),
    "people:unit_detail": Route(REACHES_UNIT_A, lambda world: {"code": world.unit.code}, denied=404),
    "people:notification_list": Route(EVERY_ROLE),
    "people:notification_read_all": Route(EVERY_ROLE, method="post"),
    "people:notification_read": Route(
        {Role.LIAISON}, lambda world: {"pk": world.extra.notification.pk}, method="post", denied=404
    ),
    "people:token_list": Route(EVERY_ROLE),
    "people:token_create": Route(EVERY_ROLE),
    "people:token_revoke": Route({Role.LIAISON}, lambda world: {"pk": world.extra.token.pk}, method="post", denied=404),
    "people:session_list": Route(EVERY_ROLE),
    "people:session_end_others": Route(EVERY_ROLE, method="post"),
    "people:session_end": Route(
        {Role.LIAISON}, lambda world: {"pk": world.extra.session.pk}, method="post", denied=404
    ),
    "people:admin_home": Route(ADMINISTRATORS),
    "people:account_list": Route({Role.SYSADMIN}),
    "people:account_disable": Route({Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"),
    "people:account_enable": Route({Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"),
    "people:account_factor_remove": Route(
        {Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}, method="post"
    ),
    "people:account_slip": Route({Role.SYSADMIN}, lambda world: {"pk": world.users[Role.GRADER].pk}),
    "people:role_list": Route({Role.SECADMIN, Role.AUDITADMIN}),
    "people:role_grant": Route({Role.SECADMIN}),
    "people:role_end": Route(
        {Role.SECADMIN},
        lambda world: {"pk": world.extra.assignment.pk},
        method="post",
        denied=404,
        otherwise={Role.AUDITADMIN: 403, Role.GRADER: 403},
    ),
    "people:audit_list": Route({Role.AUDITADMIN}),
}
