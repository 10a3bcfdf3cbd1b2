from django.urls import path

from notifications.views import inbox, messages

app_name = "notifications"
urlpatterns = [
    path("inbox/", inbox.NotificationListView.as_view(), name="notification_list"),
    path("inbox/read-all/", inbox.NotificationReadAllView.as_view(), name="notification_read_all"),
    path("inbox/settings/", messages.NotificationSettingsView.as_view(), name="notification_settings"),
    path("inbox/<int:pk>/read/", inbox.NotificationReadView.as_view(), name="notification_read"),
    path("admin/messages/", messages.MessageListView.as_view(), name="message_list"),
    path("admin/messages/<str:code>/", messages.MessageEditView.as_view(), name="message_edit"),
]
