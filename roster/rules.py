"""Which verb a user is allowed. Rows come from `visible_to`, so no predicate asks again what is visible."""

import rules

from people.roles import ROLES
from people.rules import has_role, is_persons_hr, works_for_the_city


@rules.predicate
def is_merge_hr(user, merge):
    return merge is not None and is_persons_hr(user, merge.keep)


@rules.predicate
def keeps_giving_unit(user, transfer):
    return transfer is not None and user.scope.covers(transfer.from_unit.path, *ROLES.who("keep_roster"))


@rules.predicate
def keeps_asking_unit(user, transfer):
    return transfer is not None and user.scope.covers(transfer.unit.path, *ROLES.who("keep_roster"))


keeper = has_role(*ROLES.who("keep_roster"))
rules.add_perm("roster.import_roster", keeper)
rules.add_perm("roster.import_units", works_for_the_city(*ROLES.who("keep_tree")))
rules.add_perm("roster.view_transfers", keeper)
rules.add_perm("roster.decide_transfer", keeps_giving_unit)
rules.add_perm("roster.withdraw_transfer", keeps_asking_unit)
rules.add_perm("roster.merge_persons", is_persons_hr)
rules.add_perm("roster.unmerge_persons", is_merge_hr)
rules.add_perm("roster.view_completeness", has_role(*ROLES.who("keep_tree")))
