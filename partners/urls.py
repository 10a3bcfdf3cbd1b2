from django.urls import path

from partners.views import activities, agreements, exchanges, statements

app_name = "partners"
urlpatterns = [
    path("", agreements.HomeView.as_view(), name="home"),
    path("agreements/new/", agreements.AgreementCreateView.as_view(), name="agreement_create"),
    path("agreements/<str:code>/", agreements.AgreementDetailView.as_view(), name="agreement_detail"),
    path("agreements/<str:code>/change/", agreements.AgreementChangeView.as_view(), name="agreement_change"),
    path("agreements/<str:code>/sign/", agreements.AgreementSignView.as_view(), name="agreement_sign"),
    path("agreements/<str:code>/terminate/", agreements.AgreementTerminateView.as_view(), name="agreement_terminate"),
    path("agreements/<str:code>/exchanges/new/", exchanges.ExchangeCreateView.as_view(), name="exchange_create"),
    path("agreements/<str:code>/activities/new/", activities.ActivityCreateView.as_view(), name="activity_create"),
    path("agreements/<str:code>/statements/new/", statements.StatementCreateView.as_view(), name="statement_create"),
    path("exchanges/", exchanges.ExchangeListView.as_view(), name="exchange_list"),
    path("exchanges/export/", exchanges.ExchangeExportView.as_view(), name="exchange_export"),
    path("exchanges/<int:pk>/", exchanges.ExchangeDetailView.as_view(), name="exchange_detail"),
    path("exchanges/<int:pk>/appraise/", exchanges.ExchangeAppraiseView.as_view(), name="exchange_appraise"),
    path("exchanges/<int:pk>/end/", exchanges.ExchangeEndView.as_view(), name="exchange_end"),
    path("activities/<int:pk>/", activities.ActivityDetailView.as_view(), name="activity_detail"),
    path("activities/<int:pk>/contributions/new/", activities.ContributionAddView.as_view(), name="contribution_add"),
    path(
        "activities/<int:pk>/contributions/<int:row>/remove/",
        activities.ContributionRemoveView.as_view(),
        name="contribution_remove",
    ),
    path("activities/<int:pk>/guests/new/", activities.GuestAddView.as_view(), name="guest_add"),
    path(
        "activities/<int:pk>/guests/<int:place>/withdraw/",
        activities.GuestWithdrawView.as_view(),
        name="guest_withdraw",
    ),
    path("statements/<int:pk>/", statements.StatementDetailView.as_view(), name="statement_detail"),
    path("statements/<int:pk>/redraw/", statements.StatementRedrawView.as_view(), name="statement_redraw"),
    path("statements/<int:pk>/city/", statements.StatementConfirmCityView.as_view(), name="statement_confirm_city"),
    path(
        "statements/<int:pk>/partner/",
        statements.StatementConfirmPartnerView.as_view(),
        name="statement_confirm_partner",
    ),
    path("statements/<int:pk>/paper/", statements.StatementPaperView.as_view(), name="statement_paper"),
    path("statements/<int:pk>/pdf/", statements.StatementPdfView.as_view(), name="statement_pdf"),
    path("statements/<int:pk>/scan/", statements.StatementScanView.as_view(), name="statement_scan"),
]
