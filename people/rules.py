"""Which verb a user is allowed. Rows come from `visible_to`, so no predicate asks again what is visible."""

import rules

from people.choices import KEEPING_ROLES, TREE_ROLES, UNMASKING_ROLES, Role


def has_role(*roles):
    """Predicate: holds one of the roles today, anywhere."""

    @rules.predicate(f"has_role:{','.join(roles)}")
    def holds(user):
        return user.is_authenticated and user.scope.has(*roles)

    return holds


def role_covers_person(*roles):
    """Predicate on a person: one of the roles reaches the unit they are posted to."""

    @rules.predicate(f"role_covers_person:{','.join(roles)}")
    def covers(user, person):
        return person is not None and any(
            user.scope.covers(posting.unit.path, *roles) for posting in person.postings.current().select_related("unit")
        )

    return covers


@rules.predicate
def keeps_unit(user, unit):
    """The tree's keepers who reach the unit; a root and what stands right below it are the root's affair."""
    if unit is None:
        return False
    covers = user.scope.covers if unit.depth > 2 else user.scope.covers_from_root
    return covers(unit.path, *TREE_ROLES)


@rules.predicate
def keeps_below_unit(user, unit):
    return unit is not None and user.scope.covers_below(unit.path, *TREE_ROLES)


def works_for_the_city(*roles):
    """Predicate: holds one of the roles over the whole tree. What is set there holds for everybody."""

    @rules.predicate(f"works_for_the_city:{','.join(roles)}")
    def works(user):
        return user.is_authenticated and user.scope.has_whole_tree(*roles)

    return works


@rules.predicate
def keeps_posting(user, person):
    """Keeps the roster of the unit the person is posted to."""
    return person is not None and any(
        user.scope.covers(posting.unit.path, *KEEPING_ROLES)
        for posting in person.postings.current().select_related("unit")
    )


@rules.predicate
def is_persons_hr(user, person):
    return person is not None and any(
        user.scope.covers(posting.unit.path, Role.HR) for posting in person.postings.current().select_related("unit")
    )


roster = has_role(Role.TRAINING_OFFICER, Role.HR, Role.LIAISON, Role.PARTNER)
rules.add_perm("people.view_roster", roster)
rules.add_perm("people.view_person", rules.is_authenticated)
rules.add_perm("people.unmask_person", role_covers_person(*UNMASKING_ROLES))
rules.add_perm("people.correct_pinyin", role_covers_person(Role.HR, Role.LIAISON))
rules.add_perm("people.view_units", has_role(*(role for role in Role if role != Role.TRAINEE)))
rules.add_perm("people.view_unit", rules.is_authenticated)
keeper = has_role(*KEEPING_ROLES)
rules.add_perm("people.register_person", keeper)
rules.add_perm("people.change_posting", keeps_posting)
rules.add_perm("people.keep_unit", keeps_unit)
rules.add_perm("people.keep_units_below", keeps_below_unit)
rules.add_perm("people.view_setup", works_for_the_city(Role.SYSADMIN, Role.TRAINING_OFFICER))
rules.add_perm("people.view_backups", has_role(Role.SYSADMIN, Role.TRAINING_OFFICER))
rules.add_perm("people.manage_roles", has_role(Role.SECADMIN))
rules.add_perm("people.view_roles", has_role(Role.SECADMIN, Role.AUDITADMIN))
rules.add_perm("people.view_act_rules", has_role(Role.SECADMIN, Role.AUDITADMIN))
rules.add_perm("people.set_act_rules", has_role(Role.SECADMIN))
rules.add_perm("people.view_audit", has_role(Role.AUDITADMIN))
