"""Which verb is allowed in the records; rows come from `visible_to`."""

import rules

from admission.rules import is_oneself, is_own_place
from attendance.rules import has_person
from people.rules import has_role, works_for_the_city
from records.roles import ROLES
from training.rules import manages_organiser


def keeps_unit_of(user, person, *roles):
    """Holds one of the roles over the unit the person is posted to, the last one if they left."""
    last = person.postings.select_related("unit").first()
    return last is not None and user.scope.covers(last.unit.path, *roles)


@rules.predicate
def keeps_ledger_entry(user, entry):
    """The officer of the class, or of the person's unit where hours came from a list; never about one's own hours."""
    if entry is None:
        return False
    if is_oneself(user, entry.person):
        return False
    if entry.batch_id:
        return manages_organiser(user, entry.batch)
    return keeps_unit_of(user, entry.person, *ROLES.who("correct_listed_hours"))


@rules.predicate
def manages_certificate(user, certificate):
    return certificate is not None and manages_organiser(user, certificate.enrolment.batch)


@rules.predicate
def manages_place(user, place):
    """The officer of the class; never about themselves."""
    if place is None or is_own_place(user, place):
        return False
    return manages_organiser(user, place.batch)


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
rules.add_perm("records.correct_hours", keeps_ledger_entry)
rules.add_perm("records.waive_exam", manages_place)
rules.add_perm("records.issue_certificate", manages_place)
rules.add_perm("records.revoke_certificate", manages_certificate)
