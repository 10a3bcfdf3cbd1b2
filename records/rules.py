"""Which verb is allowed in the records; rows come from `visible_to`."""

import rules

from training.rules import has_person, manages_organiser

rules.add_perm("records.view_transcript", has_person)
rules.add_perm("records.print_certificate", rules.is_authenticated)
rules.add_perm("records.close_batch", manages_organiser)
