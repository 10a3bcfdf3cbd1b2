"""The part of allauth this site opens: no sign-up, no e-mail pages; passwords are reset by a liaison or HR."""

from allauth.account import views
from django.urls import path

from people.views import PasswordChangeView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", PasswordChangeView.as_view(), name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
]
