"""Which verb is allowed in examinations; rows come from `visible_to`."""

import rules

from exams.roles import ROLES
from exams.selectors import has_place_in, may_oversee, may_take_part, will_sit
from people.rules import has_role


@rules.predicate
def has_person(user):
    return user.is_authenticated and user.person_id is not None


@rules.predicate
def oversees(user, sitting):
    return sitting is not None and may_oversee(user, sitting)


@rules.predicate
def manages(user, row):
    """Sets examinations up for the unit of a paper or a sitting."""
    return row is not None and user.scope.covers(row.unit.path, *ROLES.who("manage"))


@rules.predicate
def is_of_own_class(user, sitting):
    return sitting is not None and has_place_in(user, sitting.batch_id)


@rules.predicate
def is_paper_to_sit(user, paper):
    return paper is not None and will_sit(user, paper)


@rules.predicate
def may_sit(user, sitting):
    return sitting is not None and may_take_part(user, sitting)


@rules.predicate
def is_own(user, attempt):
    return attempt is not None and attempt.person_id == user.person_id


rules.add_perm("exams.view_desk", has_role(*ROLES.who("oversee")))
rules.add_perm("exams.manage_papers", has_role(*ROLES.who("manage")))
rules.add_perm("exams.change_paper", manages & ~is_paper_to_sit)
rules.add_perm("exams.schedule_sitting", has_role(*ROLES.who("manage")))
rules.add_perm("exams.change_sitting", manages & ~is_of_own_class)
rules.add_perm("exams.view_results", oversees)
rules.add_perm("exams.view_own_exams", has_person)
rules.add_perm("exams.sit", has_person & may_sit)
rules.add_perm("exams.answer", has_person & is_own)
