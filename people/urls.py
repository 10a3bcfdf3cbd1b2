from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.PersonListView.as_view(), name="person_list"),
    path("persons/<uuid:uuid>/", views.PersonDetailView.as_view(), name="person_detail"),
    path("persons/<uuid:uuid>/pinyin/", views.PersonPinyinView.as_view(), name="person_pinyin"),
    path("persons/<uuid:uuid>/unmask/", views.PersonUnmaskView.as_view(), name="person_unmask"),
    path("units/", views.UnitListView.as_view(), name="unit_list"),
    path("units/<str:code>/", views.UnitDetailView.as_view(), name="unit_detail"),
    path("inbox/", views.NotificationListView.as_view(), name="notification_list"),
    path("inbox/read-all/", views.NotificationReadAllView.as_view(), name="notification_read_all"),
    path("inbox/<int:pk>/read/", views.NotificationReadView.as_view(), name="notification_read"),
    path("tokens/", views.TokenListView.as_view(), name="token_list"),
    path("tokens/new/", views.TokenCreateView.as_view(), name="token_create"),
    path("tokens/<int:pk>/revoke/", views.TokenRevokeView.as_view(), name="token_revoke"),
    path("admin/", views.AdminHomeView.as_view(), name="admin_home"),
    path("admin/accounts/", views.AccountListView.as_view(), name="account_list"),
    path("admin/accounts/<int:pk>/disable/", views.AccountDisableView.as_view(), name="account_disable"),
    path("admin/accounts/<int:pk>/enable/", views.AccountEnableView.as_view(), name="account_enable"),
    path("admin/roles/", views.RoleListView.as_view(), name="role_list"),
    path("admin/roles/grant/", views.RoleGrantView.as_view(), name="role_grant"),
    path("admin/roles/<int:pk>/end/", views.RoleEndView.as_view(), name="role_end"),
    path("admin/audit/", views.AuditListView.as_view(), name="audit_list"),
]
