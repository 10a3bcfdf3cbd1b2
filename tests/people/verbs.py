"""The verbs on people, roles, the installation and the rules of acts."""

from django.utils import timezone

from people.choices import Role
from people.models import ActRule
from tests.factories.accounts import account_with_roles
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, user_with_role
from tests.people import verbs_postings, verbs_units  # noqa: F401 -- registers its verbs
from tests.support.verbs import Sent, verb


@verb("people:person_unmask", 9, answer=200)
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


@verb("people:person_pinyin", 9)
def correct_pinyin(rows):
    people = PersonFactory.create_batch(rows, name="单雪梅")
    return Sent(user_with_role(Role.HR), {"uuid": people[0].uuid}, {"pinyin": "dan xue mei"})


def act_rules(rows):
    """So many acts about which the office has decided."""
    codes = ["records.correct_hours", "records.revoke_certificate", "people.separate_administrators"]
    decided = {"in_force": True, "changed_by": UserFactory(), "changed_at": timezone.now()}
    return [ActRule.objects.create(act=code, **decided) for code in codes[:rows]]


@verb("people:role_grant", 25)
def grant(rows):
    account = account_with_roles(rows)
    form = {"username": account.username, "role": Role.HR, "unit_code": city_root().code, "with_subordinates": "on"}
    return Sent(user_with_role(Role.SECADMIN), form=form)


@verb("people:unit_liaison", 38)
def name_liaison(rows):
    unit = OrgUnitFactory()
    for _n in range(rows):
        user_with_role(Role.LIAISON, unit)
    form = {"who": PersonFactory(unit=unit).staff_no, "part": "b"}
    return Sent(user_with_role(Role.SECADMIN), {"code": unit.code}, form)


@verb("people:role_end", 12)
def end(rows):
    held = account_with_roles(rows).role_assignments.get(role=Role.GRADER)
    return Sent(user_with_role(Role.SECADMIN), {"pk": held.pk})


@verb("people:act_rule_set", 7)
def set_act_rule(rows):
    return Sent(user_with_role(Role.SECADMIN), {"code": act_rules(rows)[0].act}, {"in_force": ""})
