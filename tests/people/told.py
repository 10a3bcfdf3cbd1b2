"""Who hears of the verbs on people, roles and units, and of an account that is enabled."""

from django.utils import timezone

from people.choices import Role
from people.services.accounts import disable_account, enable_account
from people.services.mergers import merge_units, split_unit
from people.services.postings import post_person
from people.services.roles import end_role, grant_role
from people.services.units import move_unit, rename_unit
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.support.told import Told, told


def today():
    return timezone.localdate()


# Postings.


@told("people.post_person")
def post():
    unit, own, by = OrgUnitFactory(), UserFactory(person=PersonFactory()), user_with_role(Role.HR)
    return Told(
        lambda: post_person(person=own.person, unit=unit, day=today(), by=by, track="staff", post="科长"),
        {own: "people.posted"},
    )


# Roles and accounts.


@told("people.grant_role")
def grant():
    user, unit, by = UserFactory(), OrgUnitFactory(), user_with_role(Role.SECADMIN)
    return Told(lambda: grant_role(user=user, role=Role.LIAISON, unit=unit, by=by), {user: "people.role_granted"})


@told("people.set_backup")
def make_the_backup():
    unit, by = OrgUnitFactory(), user_with_role(Role.SECADMIN)
    user = user_with_role(Role.LIAISON, unit)
    return Told(
        lambda: grant_role(user=user, role=Role.LIAISON, unit=unit, by=by, is_backup=True),
        {user: "people.role_granted"},
    )


@told("people.end_role")
def end():
    user, by = user_with_role(Role.LIAISON, OrgUnitFactory()), user_with_role(Role.SECADMIN)
    assignment = user.role_assignments.get()
    return Told(lambda: end_role(assignment=assignment, by=by), {user: "people.role_ended"})


@told("people.enable_account")
def enable():
    user, by = UserFactory(), user_with_role(Role.SYSADMIN)
    disable_account(user=user, by=by)
    return Told(lambda: enable_account(user=user, by=by), {user: "people.account_enabled"})


# Units.


def unit_with_liaison():
    unit = OrgUnitFactory()
    return unit, user_with_role(Role.LIAISON, unit), user_with_role(Role.HR)


@told("people.rename_unit")
def rename():
    unit, liaison, by = unit_with_liaison()
    return Told(
        lambda: rename_unit(unit=unit, name="数据局", short_name="数据局", day=today(), reason="文件", by=by),
        {liaison: "people.unit_changed"},
    )


@told("people.rename_unit")
def rename_one_without_a_liaison():
    unit, by, colleague = OrgUnitFactory(), user_with_role(Role.HR), user_with_role(Role.HR)
    return Told(
        lambda: rename_unit(unit=unit, name="数据局", short_name="数据局", day=today(), reason="文件", by=by),
        {colleague: "people.unit_changed"},
    )


@told("people.move_unit")
def move():
    unit, liaison, by = unit_with_liaison()
    parent = OrgUnitFactory()
    return Told(
        lambda: move_unit(unit=unit, parent=parent, day=today(), reason="文件", by=by),
        {liaison: "people.unit_changed"},
    )


@told("people.split_unit")
def split():
    unit, liaison, by = unit_with_liaison()
    below = OrgUnitFactory(parent=unit)
    return Told(
        lambda: split_unit(
            unit=unit, code="NEW", name="新局", short_name="新局", people=[], children=[below], day=today(),
            reason="文件", by=by,
        ),
        {liaison: "people.unit_changed"},
    )  # fmt: skip


@told("people.absorb_unit")
def merge():
    unit, former, by = unit_with_liaison()
    into, liaison, _hr = unit_with_liaison()
    chosen = user_with_role(Role.LIAISON, unit)
    OrgUnitFactory(parent=unit)
    return Told(
        lambda: merge_units(
            unit=unit, into=into, day=today(), reason="文件", by=by, liaisons=list(chosen.role_assignments.all())
        ),
        {
            liaison: "people.unit_changed",
            chosen: "people.unit_changed",
            former: "people.role_ended",
        },
    )
