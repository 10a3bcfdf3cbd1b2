from admission.messages import NOTICE_ISSUED
from people import audit
from people.acts import SEPARATION
from people.choices import PersonStatus, Role
from people.models import Notification, RoleAssignment
from tests.factories.people import (
    ApiTokenFactory,
    PersonFactory,
    open_session,
)
from tests.support.rights import EVERY_ROLE, Route

ROSTER = {Role.TRAINING_OFFICER, Role.HR, Role.LIAISON, Role.PARTNER}
IMPORTERS = {Role.HR, Role.LIAISON}
KEEPS_UNIT_A = {Role.TRAINING_OFFICER, Role.HR, Role.LIAISON}
ADMINISTRATORS = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}
# Roles that reach unit A in the tree: those of the city and those of the unit itself.
REACHES_UNIT_A = EVERY_ROLE - {Role.PARTNER, Role.TRAINEE}
KEEPERS = {Role.HR, Role.LIAISON}
UPLOADED = {Role.LIAISON: "uploaded it"}
KEEPS_THE_TREE = {Role.TRAINING_OFFICER, Role.HR}


def extend(world):
    world.extra.notification = Notification.objects.create(
        user=world.users[Role.LIAISON], event_key="x", title="通知", address="/me/"
    )
    world.extra.event = audit.record(world.unit, "people.rename_unit", by=None)
    world.extra.former = PersonFactory(unit=world.unit, status=PersonStatus.LEFT)
    world.extra.alias = world.unit.aliases.create(name="单位甲")
    world.extra.token = ApiTokenFactory(user=world.users[Role.LIAISON])
    world.extra.session = open_session(world.users[Role.LIAISON])
    world.extra.assignment = RoleAssignment.objects.get(user=world.users[Role.GRADER])


def of_unit_a(allowed, kwargs=None, **fields):
    """A door of unit A: shut for those who know of the unit, not there for those who do not."""
    otherwise = dict.fromkeys(REACHES_UNIT_A - allowed, 403)
    return Route(
        allowed, kwargs or (lambda world: {"code": world.unit.code}), denied=404, otherwise=otherwise, **fields
    )


def person(world):
    return {"uuid": world.person.uuid}


RIGHTS = {
    "people:person_list": Route(ROSTER),
    "people:person_detail": Route(KEEPS_UNIT_A, person, denied=404),
    "people:person_pinyin": Route({Role.HR, Role.LIAISON}, person, denied=404, otherwise={Role.TRAINING_OFFICER: 403}),
    "people:person_unmask": Route(KEEPS_UNIT_A, person, denied=404),
    "people:slip_prepare": Route(KEEPS_UNIT_A, method="post"),
    "people:slip_print": Route(KEEPS_UNIT_A, method="post"),
    "people:person_former": Route(KEEPERS),
    "people:person_post": Route(KEEPERS, person, denied=404, otherwise={Role.TRAINING_OFFICER: 403}),
    "people:person_depart": Route(KEEPERS, person, denied=404, otherwise={Role.TRAINING_OFFICER: 403}),
    "people:person_reinstate": Route(KEEPERS, lambda world: {"uuid": world.extra.former.uuid}, denied=404),
    "people:unit_list": Route(EVERY_ROLE - {Role.TRAINEE}),
    "people:unit_detail": Route(REACHES_UNIT_A, lambda world: {"code": world.unit.code}, denied=404),
    **{
        f"people:unit_{verb}": of_unit_a(KEEPS_THE_TREE)
        for verb in ("open", "rename", "describe", "move", "close", "merge", "split")
    },
    "people:unit_liaison": of_unit_a({Role.SECADMIN}),
    "people:unit_reorder": of_unit_a(KEEPS_THE_TREE, method="post"),
    "people:unit_alias_add": of_unit_a(KEEPS_THE_TREE, method="post"),
    "people:unit_alias_remove": of_unit_a(
        KEEPS_THE_TREE, lambda world: {"code": world.unit.code, "pk": world.extra.alias.pk}, method="post"
    ),
    "people:notification_list": Route(EVERY_ROLE),
    "people:notification_read_all": Route(EVERY_ROLE, method="post"),
    "people:notification_settings": Route(EVERY_ROLE),
    "people:message_list": Route({Role.TRAINING_OFFICER}),
    "people:message_edit": Route({Role.TRAINING_OFFICER}, lambda world: {"code": NOTICE_ISSUED.code}),
    "people:notification_read": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.notification.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their message"},
    ),
    "people:token_list": Route(EVERY_ROLE),
    "people:token_create": Route(EVERY_ROLE),
    "people:token_revoke": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.token.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their token"},
    ),
    "people:session_list": Route(EVERY_ROLE),
    "people:session_end_others": Route(EVERY_ROLE, method="post"),
    "people:session_end": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.session.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their sign-in"},
    ),
    "people:setup": Route({Role.SYSADMIN, Role.TRAINING_OFFICER}),
    "people:setup_finish": Route({Role.SYSADMIN, Role.TRAINING_OFFICER}, method="post"),
    "people:setting_keep": Route({Role.TRAINING_OFFICER}, lambda world: {"key": "hour_rules"}, method="post"),
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
        personal={Role.GRADER: "their role"},
    ),
    "people:act_list": Route({Role.SECADMIN, Role.AUDITADMIN}),
    "people:act_rule_set": Route({Role.SECADMIN}, lambda world: {"code": SEPARATION.code}, method="post"),
    "people:audit_list": Route({Role.AUDITADMIN}),
    "people:audit_export": Route({Role.AUDITADMIN}),
    "people:audit_detail": Route({Role.AUDITADMIN}, lambda world: {"pk": world.extra.event.pk}, denied=404),
}
