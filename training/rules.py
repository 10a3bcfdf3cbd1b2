"""Which verb is allowed on a class; rows come from `visible_to`."""

import rules

from people.rules import has_role, works_for_the_city
from training.choices import StaffRole
from training.roles import ROLES


@rules.predicate
def manages_organiser(user, batch):
    return batch is not None and user.scope.covers(batch.organiser.path, *ROLES.who("run"))


@rules.predicate
def teaches_class(user, batch):
    """Is the class teacher of this class; asked of rows on a list, so `staff` may be prefetched."""
    if batch is None:
        return False
    return any(row.user_id == user.pk and row.role == StaffRole.CLASS_TEACHER for row in batch.staff.all())


@rules.predicate
def reads_organiser(user, batch):
    """HR or leader of the unit that runs the class."""
    return batch is not None and user.scope.covers(batch.organiser.path, *ROLES.who("read_class"))


looks_into_class = manages_organiser | teaches_class | reads_organiser
class_work = has_role(*ROLES.who("find_classes"))
rules.add_perm("training.view_classes", class_work)
rules.add_perm("training.view_plan", has_role(*ROLES.who("read_plan")))
rules.add_perm("training.create_class", has_role(*ROLES.who("run")))
rules.add_perm("training.set_calendar", works_for_the_city(*ROLES.who("set_calendar")))
rules.add_perm("training.view_batch", rules.is_authenticated)
rules.add_perm("training.view_seats", looks_into_class)
# Of a class that is closed they read on; its services and pages say that nothing changes any more.
rules.add_perm("training.change_batch", manages_organiser)
