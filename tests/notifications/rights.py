from admission.messages import NOTICE_ISSUED
from notifications.models import Notification
from people.choices import Role
from tests.support.rights import EVERY_ROLE, Route


def extend(world):
    world.extra.notification = Notification.objects.create(
        user=world.users[Role.LIAISON], event_key="x", title="通知", address="/me/"
    )


RIGHTS = {
    "notifications:notification_list": Route(EVERY_ROLE),
    "notifications:notification_read_all": Route(EVERY_ROLE, method="post"),
    "notifications:notification_settings": Route(EVERY_ROLE),
    "notifications:message_list": Route({Role.TRAINING_OFFICER}),
    "notifications:message_edit": Route({Role.TRAINING_OFFICER}, lambda world: {"code": NOTICE_ISSUED.code}),
    "notifications:notification_read": Route(
        {Role.LIAISON},
        lambda world: {"pk": world.extra.notification.pk},
        method="post",
        denied=404,
        personal={Role.LIAISON: "their message"},
    ),
}
