import rules

from notifications.roles import ROLES
from people.rules import works_for_the_city


@rules.predicate
def is_own_notification(user, notification):
    return notification is not None and notification.user_id == user.pk


rules.add_perm("notifications.read_notification", is_own_notification)
rules.add_perm("notifications.write_messages", works_for_the_city(*ROLES.who("write_messages")))
