"""Who takes attendance, signs in and decides leave; rows come from `visible_to`."""

import rules

from admission.rules import is_own_place
from admission.selectors import classes_with_place
from training.rules import manages_organiser, teaches_class


@rules.predicate
def decides_leave(user, leave):
    """Class teacher or officer, but never about one's own leave."""
    if leave is None or is_own_place(user, leave.enrolment):
        return False
    batch = leave.enrolment.batch
    return manages_organiser(user, batch) or teaches_class(user, batch)


@rules.predicate
def has_no_place(user, batch):
    return batch is None or not classes_with_place(user.person_id, [batch.pk])


@rules.predicate
def has_person(user):
    return user.is_authenticated and user.person_id is not None


works_in_class = manages_organiser | teaches_class
rules.add_perm("attendance.take_attendance", works_in_class)
# Whoever shows the code could sign themselves in from anywhere.
rules.add_perm("attendance.show_code", works_in_class & has_no_place)
rules.add_perm("attendance.check_in", has_person)
rules.add_perm("attendance.request_leave", has_person)
rules.add_perm("attendance.decide_leave", decides_leave)
rules.add_perm("attendance.view_own_classes", rules.is_authenticated)
