"""The verbs on accounts, roles, messages and tokens."""

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from people.choices import MessageGroup, Role, TokenScope
from people.models import ActRule, MessageTemplate
from people.news import message_kinds
from tests.factories.people import (
    ApiTokenFactory,
    NotificationFactory,
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    city_root,
    open_session,
    user_with_role,
)
from tests.people import verbs_postings, verbs_units  # noqa: F401 -- registers its verbs
from tests.support.verbs import Sent, verb


@verb("people:person_unmask", 10, answer=200)
def unmask(rows):
    people = [PersonFactory(mobile=f"1990000000{n}") for n in range(rows)]
    return Sent(user_with_role(Role.HR), {"uuid": people[0].uuid}, {"field": "mobile", "reason": "核对"})


@verb("people:setting_keep", 24)
def keep_a_setting(rows):
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"key": "hour_rules"})


@verb("people:setup_finish", 20)
def finish_setting_up(rows):
    OrgUnitFactory.create_batch(rows, is_access_unit=True)
    return Sent(user_with_role(Role.TRAINING_OFFICER))


@verb("people:person_pinyin", 10)
def correct_pinyin(rows):
    people = PersonFactory.create_batch(rows, name="单雪梅")
    return Sent(user_with_role(Role.HR), {"uuid": people[0].uuid}, {"pinyin": "dan xue mei"})


@verb("people:notification_read", 4)
def read_one(rows):
    user = UserFactory()
    message, *_others = NotificationFactory.create_batch(rows, user=user)
    return Sent(user, {"pk": message.pk})


@verb("people:notification_read_all", 3)
def read_all(rows):
    user = UserFactory()
    NotificationFactory.create_batch(rows, user=user)
    return Sent(user)


@verb("people:notification_settings", 12)
def choose_news(rows):
    user = UserFactory()
    for group in list(MessageGroup)[:rows]:
        user.channel_choices.create(group=group, channel="email", is_wanted=False)
    return Sent(user, form={"by_email": [MessageGroup.RECORDS]})


@verb("people:message_edit", 13)
def change_words(rows):
    for kind in message_kinds()[-rows:]:
        MessageTemplate.objects.create(kind=kind.code, title="旧")
    form = {"title": "请签收：{title}", "body": ""}
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"code": "admission.notice"}, form)


@verb("people:token_create", 19, answer=200)
def create_token(rows):
    user = UserFactory()
    ApiTokenFactory.create_batch(rows, user=user)
    return Sent(user, form={"name": "大屏", "scope": TokenScope.OWN, "days": "30"})


@verb("people:token_revoke", 8)
def revoke_token(rows):
    user = UserFactory()
    token, *_others = ApiTokenFactory.create_batch(rows, user=user)
    return Sent(user, {"pk": token.pk})


@verb("people:session_end", 8)
def end_one_session(rows):
    user = UserFactory()
    session, *_others = [open_session(user) for _n in range(rows)]
    return Sent(user, {"pk": session.pk})


@verb("people:session_end_others", 8)
def end_other_sessions(rows):
    user = UserFactory()
    for _n in range(rows):
        open_session(user)
    return Sent(user)


def people_with_accounts(rows):
    """So many who have an account and as many who have none."""
    unit = city_root()
    people = PersonFactory.create_batch(2 * rows, unit=unit)
    for person in people[:rows]:
        UserFactory(person=person)
    return people


@verb("people:slip_prepare", 12, answer=200)
def prepare_slips(rows):
    return Sent(user_with_role(Role.HR), form={"person": [person.uuid for person in people_with_accounts(rows)]})


@verb("people:slip_print", 24, answer=200)
def print_slips(rows):
    people = people_with_accounts(rows)
    form = {"person": [person.uuid for person in people], "seen_at": timezone.now().isoformat()}
    return Sent(user_with_role(Role.HR), form=form)


@verb("people:account_slip", 14, answer=200)
def print_account_slip(rows):
    form = {"seen_at": timezone.now().isoformat()}
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows).pk}, form)


def account_with_roles(rows, **account):
    """An account with so many roles and tokens."""
    account = user_with_role(Role.GRADER, **account)
    ApiTokenFactory.create_batch(rows, user=account)
    for role in (Role.PROCTOR, Role.EDITOR)[: rows - 1]:
        account.role_assignments.create(role=role, unit=city_root(), started_on="2020-01-01")
    return account


@verb("people:account_disable", 12)
def disable(rows):
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows).pk})


@verb("people:account_enable", 11)
def enable(rows):
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account_with_roles(rows, is_active=False).pk})


@verb("people:account_factor_remove", 13)
def remove_factor(rows):
    account = account_with_roles(rows)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    return Sent(user_with_role(Role.SYSADMIN), {"pk": account.pk})


def act_rules(rows):
    """So many acts about which the office has decided."""
    codes = ["records.correct_hours", "records.revoke_certificate", "people.separate_administrators"]
    decided = {"in_force": True, "changed_by": UserFactory(), "changed_at": timezone.now()}
    return [ActRule.objects.create(act=code, **decided) for code in codes[:rows]]


@verb("people:role_grant", 26)
def grant(rows):
    account = account_with_roles(rows)
    form = {"username": account.username, "role": Role.HR, "unit_code": city_root().code, "with_subordinates": "on"}
    return Sent(user_with_role(Role.SECADMIN), form=form)


@verb("people:unit_liaison", 39)
def name_liaison(rows):
    unit = OrgUnitFactory()
    for _n in range(rows):
        user_with_role(Role.LIAISON, unit)
    form = {"who": PersonFactory(unit=unit).staff_no, "part": "b"}
    return Sent(user_with_role(Role.SECADMIN), {"code": unit.code}, form)


@verb("people:role_end", 13)
def end(rows):
    held = account_with_roles(rows).role_assignments.get(role=Role.GRADER)
    return Sent(user_with_role(Role.SECADMIN), {"pk": held.pk})


@verb("people:act_rule_set", 8)
def set_act_rule(rows):
    return Sent(user_with_role(Role.SECADMIN), {"code": act_rules(rows)[0].act}, {"in_force": ""})


# Rosters from files.
