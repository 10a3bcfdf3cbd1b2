"""Which verb is allowed in courses; rows come from `visible_to`."""

import rules

from courses.selectors import is_enrolled_for


@rules.predicate
def has_person(user):
    return user.is_authenticated and user.person_id is not None


@rules.predicate
def takes_course_of(user, lesson):
    return lesson is not None and is_enrolled_for(user, lesson)


rules.add_perm("courses.view_catalogue", rules.is_authenticated)
rules.add_perm("courses.view_own_courses", rules.is_authenticated)
rules.add_perm("courses.enrol", has_person)
rules.add_perm("courses.learn", has_person & takes_course_of)
