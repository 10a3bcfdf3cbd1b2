from django.urls import path

from accounts.views import accounts, sessions, slips, tokens

app_name = "accounts"
urlpatterns = [
    path("slips/", slips.SlipPrepareView.as_view(), name="slip_prepare"),
    path("slips/print/", slips.SlipPrintView.as_view(), name="slip_print"),
    path("tokens/", tokens.TokenListView.as_view(), name="token_list"),
    path("tokens/new/", tokens.TokenCreateView.as_view(), name="token_create"),
    path("tokens/<int:pk>/revoke/", tokens.TokenRevokeView.as_view(), name="token_revoke"),
    path("sign-ins/", sessions.SessionListView.as_view(), name="session_list"),
    path("sign-ins/end-others/", sessions.SessionEndOthersView.as_view(), name="session_end_others"),
    path("sign-ins/<int:pk>/end/", sessions.SessionEndView.as_view(), name="session_end"),
    path("admin/accounts/", accounts.AccountListView.as_view(), name="account_list"),
    path("admin/accounts/<int:pk>/disable/", accounts.AccountDisableView.as_view(), name="account_disable"),
    path("admin/accounts/<int:pk>/enable/", accounts.AccountEnableView.as_view(), name="account_enable"),
    path("admin/accounts/<int:pk>/slip/", slips.AccountSlipView.as_view(), name="account_slip"),
    path(
        "admin/accounts/<int:pk>/second-factor/remove/",
        accounts.AccountFactorRemoveView.as_view(),
        name="account_factor_remove",
    ),
]
