"""Which verb is allowed on notices, nominations and places; rows come from `visible_to`."""

import rules

from admission.roles import ROLES
from people.rules import has_role
from training.rules import looks_into_class, manages_organiser, teaches_class


@rules.predicate
def answers_for_unit(user, row):
    """Liaison or partner contact of the unit of a receipt or nomination."""
    return row is not None and user.scope.covers(row.unit.path, *ROLES.who("answer"))


@rules.predicate
def manages_nomination(user, nomination):
    return manages_organiser(user, nomination.batch) if nomination else False


def is_oneself(user, person):
    """The user's own entry in the roster, or one of them made twice."""
    return user.person_id is not None and user.person_id in (person.pk, person.merged_into_id)


@rules.predicate
def is_own_place(user, place):
    if place is None or user.person_id is None:
        return False
    return place.person_id == user.person_id or is_oneself(user, place.person)


@rules.predicate
def works_in_class_of(user, place):
    return place is not None and (manages_organiser(user, place.batch) or teaches_class(user, place.batch))


rules.add_perm("admission.view_enrolments", looks_into_class)
rules.add_perm("admission.allow_overlap", manages_organiser)
rules.add_perm("admission.replace_trainee", answers_for_unit | manages_nomination)
rules.add_perm("admission.view_inbox", has_role(*ROLES.who("answer")))
rules.add_perm("admission.answer_notice", answers_for_unit)
rules.add_perm("admission.withdraw_nomination", answers_for_unit)
rules.add_perm("admission.decide_nomination", manages_nomination)
rules.add_perm("admission.view_arrivals", manages_organiser | has_role(*ROLES.who("answer")) | teaches_class)
rules.add_perm("admission.export_arrivals", manages_organiser | teaches_class)
rules.add_perm("admission.set_arrival", is_own_place | answers_for_unit | works_in_class_of)
