from collections import defaultdict
from collections.abc import Collection

from django.urls import reverse

from notifications.services.inbox import notify
from people.choices import PersonStatus, Role
from people.models import Person, User
from people.roles import ROLES
from people.selectors import holders_for
from roster.messages import MOBILE_SHARED


def tell_of_shared_mobiles(people: Collection[int], *, by: User | None) -> None:
    """HR hears of people whose mobile somebody outside the reach of whoever entered them has: they were not told, since
    they may not know of the other person. Part of the transaction that entered the people."""
    own = Person.objects.filter(pk__in=people, mobile_index__isnull=False).with_posting()
    shared = {person.mobile_index: person for person in own}
    others = Person.objects.filter(mobile_index__in=shared).exclude(pk__in=people).exclude(status=PersonStatus.MERGED)
    told: dict[User, list[Person]] = defaultdict(list)
    for index in sorted({other.mobile_index for other in others.with_posting() if is_outside(other, by)}):
        person = shared[index]
        for user in holders_for(person.posting.unit, Role.HR) if person.posting else ():
            told[user].append(person)
    for user, found in told.items():
        values = {"n": len(found), "names": "、".join(f"{one.name}（{one.staff_no}）" for one in found[:10])}
        key = f"mobile-shared-{min(one.pk for one in found)}-{max(one.pk for one in found)}"
        notify(users=[user], kind=MOBILE_SHARED, event_key=key, values=values, address=reverse("people:person_list"))


def is_outside(person: Person, by: User | None) -> bool:
    posting = person.posting
    return by is not None and not (posting and by.scope.covers(posting.unit.path, *ROLES.who("keep_roster")))
