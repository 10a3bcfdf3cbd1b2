"""The site's own messages."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.views import SIGNED_IN, ActionView, FormPage, ListPage
from notifications.models import Notification
from notifications.services.inbox import read_all_notifications, read_notification


class NotificationListView(ListPage):
    model = Notification
    permission_required = SIGNED_IN
    template_name = "notifications/notification_list.html"


class NotificationReadView(ActionView):
    """Opens what a message is about and marks it read."""

    model = Notification
    lookup = "pk"
    permission_required = "notifications.read_notification"

    def post(self, request, *args, **kwargs):
        read_notification(notification=self.object)
        return HttpResponseRedirect(self.object.address or reverse("notifications:notification_list"))


class NotificationReadAllView(FormPage):
    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        read_all_notifications(by=request.user)
        messages.success(request, _("All messages are marked as read."))
        return HttpResponseRedirect(reverse("notifications:notification_list"))
