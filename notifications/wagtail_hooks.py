from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.menu import MenuItem
from notifications.actions import ACTIONS
from notifications.services import inbox


@hooks.register("site_menu")
def notifications_menu():
    return [
        MenuItem(
            _("Message texts"),
            "notifications:message_list",
            "notifications.write_messages",
            89,
            "mail",
            group="system",
        )
    ]


@hooks.register("tell")
def tell(event, messages):
    """What the services of `people` have to tell."""
    inbox.tell(event, messages)


@hooks.register("audit_actions")
def notifications_actions():
    return ACTIONS
