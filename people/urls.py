from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.PersonListView.as_view(), name="person_list"),
    path("persons/<uuid:uuid>/", views.PersonDetailView.as_view(), name="person_detail"),
    path("persons/<uuid:uuid>/unmask/", views.PersonUnmaskView.as_view(), name="person_unmask"),
    path("slips/", views.SlipPrepareView.as_view(), name="slip_prepare"),
    path("slips/print/", views.SlipPrintView.as_view(), name="slip_print"),
    path("units/", views.UnitListView.as_view(), name="unit_list"),
    path("units/<str:code>/", views.UnitDetailView.as_view(), name="unit_detail"),
    path("inbox/", views.NotificationListView.as_view(), name="notification_list"),
    path("inbox/read-all/", views.NotificationReadAllView.as_view(), name="notification_read_all"),
    path("inbox/<int:pk>/read/", views.NotificationReadView.as_view(), name="notification_read"),
    path("tokens/", views.TokenListView.as_view(), name="token_list"),
    path("tokens/new/", views.TokenCreateView.as_view(), name="token_create"),
    path("tokens/<int:pk>/revoke/", views.TokenRevokeView.as_view(), name="token_revoke"),
    path("sign-ins/", views.SessionListView.as_view(), name="session_list"),
    path("sign-ins/end-others/", views.SessionEndOthersView.as_view(), name="session_end_others"),
    path("sign-ins/<int:pk>/end/", views.SessionEndView.as_view(), name="session_end"),
    path("admin/", views.AdminHomeView.as_view(), name="admin_home"),
    path("admin/accounts/", views.AccountListView.as_view(), name="account_list"),
    path("admin/accounts/<int:pk>/disable/", views.AccountDisableView.as_view(), name="account_disable"),
    path("admin/accounts/<int:pk>/enable/", views.AccountEnableView.as_view(), name="account_enable"),
    path("admin/accounts/<int:pk>/slip/", views.AccountSlipView.as_view(), name="account_slip"),
    path(
        "admin/accounts/<int:pk>/second-factor/remove/",
        views.AccountFactorRemoveView.as_view(),
        name="account_factor_remove",
    ),
    path("admin/roles/", views.RoleListView.as_view(), name="role_list"),
    path("admin/roles/grant/", views.RoleGrantView.as_view(), name="role_grant"),
    path("admin/roles/<int:pk>/end/", views.RoleEndView.as_view(), name="role_end"),
    path("admin/audit/", views.AuditListView.as_view(), name="audit_list"),
]
