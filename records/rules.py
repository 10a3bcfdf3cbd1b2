"""Which verb is allowed in the records; rows come from `visible_to`."""

import rules

from training.rules import has_person, manages_organiser


@rules.predicate
def keeps_ledger_entry(user, entry):
    """The officer of the class; never about one's own hours."""
    return entry is not None and entry.person_id != user.person_id and manages_organiser(user, entry.batch)


@rules.predicate
def manages_certificate(user, certificate):
    return certificate is not None and manages_organiser(user, certificate.enrolment.batch)


rules.add_perm("records.view_transcript", has_person)
rules.add_perm("records.print_certificate", rules.is_authenticated)
rules.add_perm("records.close_batch", manages_organiser)
rules.add_perm("records.correct_hours", keeps_ledger_entry)
rules.add_perm("records.revoke_certificate", manages_certificate)
