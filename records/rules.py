"""Which verb is allowed in the records; rows come from `visible_to`."""

import rules

from admission.rules import is_oneself, is_own_place
from attendance.rules import has_no_place, has_person
from people.rules import has_role, works_for_the_city
from records.roles import ROLES
from training.rules import manages_organiser


def keeps_unit_of(user, person, *roles):
    """Holds one of the roles over the unit the person is posted to, the last one if they left."""
    last = person.postings.select_related("unit").first()
    return last is not None and user.scope.covers(last.unit.path, *roles)


@rules.predicate
def keeps_ledger_entry(user, entry):
    """The officer of the class, or of the person's unit where hours came from a list."""
    if entry is None:
        return False
    if entry.batch_id:
        return manages_organiser(user, entry.batch)
    return keeps_unit_of(user, entry.person, *ROLES.who("correct_listed_hours"))


@rules.predicate
def is_own_entry(user, entry):
    return entry is not None and is_oneself(user, entry.person)


@rules.predicate
def manages_certificate(user, certificate):
    return certificate is not None and manages_organiser(user, certificate.enrolment.batch)


@rules.predicate
def is_own_certificate(user, certificate):
    return certificate is not None and is_own_place(user, certificate.enrolment)


@rules.predicate
def manages_place(user, place):
    return place is not None and manages_organiser(user, place.batch)


@rules.predicate
def is_of_own_class(user, place):
    """Two with a place in a class could do it for each other."""
    return place is not None and not has_no_place(user, place.batch)


@rules.predicate
def keeps_record(user, person):
    """One's own, or that of somebody whose unit, the last one if they left, is the user's as officer or HR."""
    if person is None or person.pk == user.person_id:
        return person is not None
    return keeps_unit_of(user, person, *ROLES.who("keep_records"))


rules.add_perm("records.view_record", keeps_record)
rules.add_perm("records.view_transcript", has_person)
rules.add_perm("records.print_certificate", rules.is_authenticated)
rules.add_perm("records.import_history", has_role(*ROLES.who("keep_records")))
rules.add_perm("records.close_batch", manages_organiser)
rules.add_perm("records.set_rules", works_for_the_city(*ROLES.who("set_rules")))
rules.add_perm("records.correct_hours", keeps_ledger_entry & ~is_own_entry)
rules.add_perm("records.waive_exam", manages_place & ~is_of_own_class)
rules.add_perm("records.issue_certificate", manages_place & ~is_own_place)
rules.add_perm("records.revoke_certificate", manages_certificate & ~is_own_certificate)
