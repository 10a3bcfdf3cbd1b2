"""The verbs on messages."""

from notifications.kinds import message_groups, message_kinds
from notifications.models import MessageTemplate
from people.choices import Role
from records.messages import RECORDS
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory, user_with_role
from tests.support.verbs import Sent, verb


@verb("notifications:notification_read", 4)
def read_one(rows):
    user = UserFactory()
    message, *_others = NotificationFactory.create_batch(rows, user=user)
    return Sent(user, {"pk": message.pk})


@verb("notifications:notification_read_all", 3)
def read_all(rows):
    user = UserFactory()
    NotificationFactory.create_batch(rows, user=user)
    return Sent(user)


@verb("notifications:notification_settings", 12)
def choose_news(rows):
    user = UserFactory()
    for group in message_groups()[:rows]:
        user.channel_choices.create(group=group.code, channel="email", is_wanted=False)
    return Sent(user, form={"by_email": [RECORDS.code]})


@verb("notifications:message_edit", 12)
def change_words(rows):
    for kind in message_kinds()[-rows:]:
        MessageTemplate.objects.create(kind=kind.code, title="旧")
    form = {"title": "请签收：{title}", "body": ""}
    return Sent(user_with_role(Role.TRAINING_OFFICER), {"code": "admission.notice"}, form)
