"""Which verb is allowed on a class; rows come from `visible_to`."""

import rules

from people.choices import Role
from people.rules import has_role, works_for_the_city
from training.choices import StaffRole


@rules.predicate
def manages_organiser(user, batch):
    return batch is not None and user.scope.covers(batch.organiser.path, Role.TRAINING_OFFICER)


@rules.predicate
def teaches_class(user, batch):
    """Is the class teacher of this class; asked of rows on a list, so `staff` may be prefetched."""
    if batch is None:
        return False
    return any(row.user_id == user.pk and row.role == StaffRole.CLASS_TEACHER for row in batch.staff.all())


@rules.predicate
def answers_for_unit(user, row):
    """Liaison or partner contact of the unit of a receipt or nomination."""
    return row is not None and user.scope.covers(row.unit.path, Role.LIAISON, Role.PARTNER)


@rules.predicate
def manages_nomination(user, nomination):
    return manages_organiser(user, nomination.batch) if nomination else False


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


@rules.predicate
def reads_organiser(user, batch):
    """HR or leader of the unit that runs the class."""
    return batch is not None and user.scope.covers(batch.organiser.path, Role.HR, Role.VIEWER)


@rules.predicate
def is_own_place(user, place):
    """The person's own, or that of an entry of them made twice."""
    if place is None or user.person_id is None:
        return False
    return user.person_id in (place.person_id, place.person.merged_into_id)


@rules.predicate
def works_in_class_of(user, place):
    return place is not None and (manages_organiser(user, place.batch) or teaches_class(user, place.batch))


class_work = has_role(Role.TRAINING_OFFICER, Role.CLASS_TEACHER, Role.LECTURER, Role.HR, Role.VIEWER)
rules.add_perm("training.view_classes", class_work)
rules.add_perm("training.view_plan", has_role(Role.TRAINING_OFFICER, Role.HR, Role.VIEWER))
rules.add_perm("training.create_class", has_role(Role.TRAINING_OFFICER))
rules.add_perm("training.set_calendar", works_for_the_city(Role.TRAINING_OFFICER))
rules.add_perm("training.view_batch", rules.is_authenticated)
rules.add_perm("training.view_own_classes", rules.is_authenticated)
rules.add_perm("training.view_enrolments", manages_organiser | teaches_class | reads_organiser)
# Of a class that is closed they read on; its services and pages say that nothing changes any more.
rules.add_perm("training.change_batch", manages_organiser)
rules.add_perm("training.allow_overlap", manages_organiser)
rules.add_perm("training.replace_trainee", answers_for_unit | manages_nomination)
rules.add_perm("training.take_attendance", manages_organiser | teaches_class)
rules.add_perm("training.view_inbox", has_role(Role.LIAISON, Role.PARTNER))
rules.add_perm("training.answer_notice", answers_for_unit)
rules.add_perm("training.withdraw_nomination", answers_for_unit)
rules.add_perm("training.decide_nomination", manages_nomination)
rules.add_perm("training.check_in", has_person)
rules.add_perm("training.request_leave", has_person)
rules.add_perm("training.decide_leave", decides_leave)
rules.add_perm("training.view_arrivals", manages_organiser | has_role(Role.LIAISON, Role.PARTNER) | teaches_class)
rules.add_perm("training.export_arrivals", manages_organiser | teaches_class)
rules.add_perm("training.set_arrival", is_own_place | answers_for_unit | works_in_class_of)
