"""The part of allauth this site opens, and our pages about passwords: no sign-up, no e-mail addresses."""

from allauth.account import views
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path, re_path

from accounts import single_sign_on
from accounts.views.passwords import PasswordChangeView, PasswordLostView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", PasswordChangeView.as_view(), name="account_change_password"),
    path("password/reset/", PasswordLostView.as_view(), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Answers 404 unless the installation names a server.
    path("oidc/<str:provider_id>/login/", single_sign_on.start, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"),
    path("2fa/", include("allauth.mfa.urls")),
]
