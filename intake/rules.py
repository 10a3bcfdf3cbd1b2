"""Who may bring which lists: the kind says it. Rows come from `visible_to`."""

import rules


@rules.predicate
def may_bring(user, kind):
    return kind is not None and user.has_perm(kind.permission)


rules.add_perm("intake.bring_list", may_bring)
