from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from notifications.channels.base import outgoing
from notifications.models import Notification
from people.models import User


class EmailChannel:
    code = "email"
    label = _("E-mail")

    def reaches(self, user: User) -> bool:
        return settings.MAIL_IS_SENT and bool(user.email)

    def send(self, notification: Notification, user: User) -> None:
        """The identifier is the same at every try, so that a mail server can drop a second copy."""
        message = outgoing(notification)
        choices = (
            f"{settings.PUBLIC_URL}{reverse('notifications:notification_settings')}" if settings.PUBLIC_URL else ""
        )
        with translation.override(settings.LANGUAGE_CODE):
            body = render_to_string(
                "notifications/notification_mail.txt", {"name": user, "message": message, "choices": choices}
            )
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        headers = {"Message-ID": f"<notification-{notification.pk}@{domain}>"}
        EmailMessage(message.title, body, None, [user.email], headers=headers).send()
