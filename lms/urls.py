from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.privacy import PrivacyView
from lms import api_docs, desk, views
from lms.api import api

handler400 = "lms.views.unreadable"
handler403 = "lms.views.forbidden"
handler404 = "lms.views.not_found"
handler500 = "lms.views.broken"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.FaviconView.as_view(), name="favicon"),
    path("home/", views.HomeRedirectView.as_view(), name="home"),
    path("desk/", desk.DeskView.as_view(), name="desk"),
    path("desk/waiting/", desk.WaitingListView.as_view(), name="desk_waiting"),
    path("me/", views.MeView.as_view(), name="me"),
    path("me/privacy/", PrivacyView.as_view(), name="privacy"),
    path("language/", set_language, name="set_language"),
    path("suggestions/<slug:kind>/", views.SuggestionsView.as_view(), name="suggestions"),
    path("letters/", views.LettersView.as_view(), name="set_letters"),
    path("emblem/<str:digest>.png", views.EmblemView.as_view(), name="emblem"),
    path("accounts/", include("lms.account_urls")),
    path("people/", include("people.urls")),
    path("people/", include("notifications.urls")),
    path("people/", include("accounts.urls")),
    path("people/", include("roster.urls")),
    path("intake/", include("intake.urls")),
    path("training/", include("training.urls")),
    path("training/", include("admission.urls")),
    path("training/", include("attendance.urls")),
    path("learn/", include("courses.urls")),
    path("exams/", include("exams.urls")),
    path("exams/", include("questions.urls")),
    path("partners/", include("partners.urls")),
    path("reports/", include("reports.urls")),
    path("", include("cms.urls")),
    path("api/v1/", api_docs.ApiHomeView.as_view(), name="api_home"),
    path("api/v1/docs", api_docs.ApiDocsView.as_view(), name="api_docs"),
    path("api/v1/openapi.json", api_docs.ApiDocumentView.as_view(), name="api_document"),
    path("api/v1/", api.urls),
    path("api/", api_docs.ApiUnknownView.as_view(), name="api_unknown"),
    path("api/<path:rest>", api_docs.ApiUnknownView.as_view(), name="api_unknown_below"),
    path("", include("records.urls")),
    # Wagtail would sign people in past allauth's throttle.
    path("editor/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("editor/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("editor/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
