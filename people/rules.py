"""Which verb a user is allowed. Rows come from `visible_to`, so no predicate asks again what is visible."""

import rules

from people.roles import ROLES


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
    return covers(unit.path, *ROLES.who("keep_tree"))


@rules.predicate
def keeps_below_unit(user, unit):
    return unit is not None and user.scope.covers_below(unit.path, *ROLES.who("keep_tree"))


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
        user.scope.covers(posting.unit.path, *ROLES.who("keep_roster"))
        for posting in person.postings.current().select_related("unit")
    )


@rules.predicate
def is_persons_hr(user, person):
    roles = ROLES.who("settle_entries")
    return person is not None and any(
        user.scope.covers(posting.unit.path, *roles) for posting in person.postings.current().select_related("unit")
    )


roster = has_role(*ROLES.who("read_roster"))
rules.add_perm("people.view_roster", roster)
rules.add_perm("people.open_own_page", rules.is_authenticated)
rules.add_perm("people.open_desk", has_role(*ROLES.who("start_at_desk"), *ROLES.who("open_desk")))
rules.add_perm("people.view_person", rules.is_authenticated)
rules.add_perm("people.unmask_person", role_covers_person(*ROLES.who("unmask")))
rules.add_perm("people.correct_pinyin", role_covers_person(*ROLES.who("keep_roster")))
rules.add_perm("people.view_units", has_role(*ROLES.who("view_units")))
rules.add_perm("people.view_unit", rules.is_authenticated)
keeper = has_role(*ROLES.who("keep_roster"))
rules.add_perm("people.register_person", keeper)
rules.add_perm("people.change_posting", keeps_posting)
rules.add_perm("people.keep_unit", keeps_unit)
rules.add_perm("people.keep_units_below", keeps_below_unit)
rules.add_perm("people.view_setup", works_for_the_city(*ROLES.who("view_setup")))
rules.add_perm("people.view_backups", has_role(*ROLES.who("view_backups")))
rules.add_perm("people.watch_backups", has_role(*ROLES.who("watch_backups")))
rules.add_perm("people.manage_roles", has_role(*ROLES.who("manage_roles")))
rules.add_perm("people.view_roles", has_role(*ROLES.who("read_roles")))
rules.add_perm("people.view_act_rules", has_role(*ROLES.who("read_roles")))
rules.add_perm("people.set_act_rules", has_role(*ROLES.who("manage_roles")))
rules.add_perm("people.view_audit", has_role(*ROLES.who("read_trail")))
