"""Who takes attendance, signs in and decides leave; rows come from `visible_to`."""

import rules

from training.rules import manages_organiser, teaches_class


@rules.predicate
def decides_leave(user, leave):
    """Class teacher or officer, but never about one's own leave."""
    if leave is None or leave.enrolment.person_id == user.person_id:
        return False
    batch = leave.enrolment.batch
    return manages_organiser(user, batch) or teaches_class(user, batch)


@rules.predicate
def has_person(user):
    return user.is_authenticated and user.person_id is not None


rules.add_perm("attendance.take_attendance", manages_organiser | teaches_class)
rules.add_perm("attendance.check_in", has_person)
rules.add_perm("attendance.request_leave", has_person)
rules.add_perm("attendance.decide_leave", decides_leave)
rules.add_perm("attendance.view_own_classes", rules.is_authenticated)
