from django.urls import path

from intake import views

app_name = "intake"
urlpatterns = [
    path("imports/<uuid:uuid>/", views.ImportDetailView.as_view(), name="import_detail"),
    path("imports/<uuid:uuid>/options/", views.ImportOptionsView.as_view(), name="import_options"),
    path("imports/<uuid:uuid>/report/", views.ImportReportView.as_view(), name="import_report"),
    path("imports/<uuid:uuid>/commit/", views.ImportCommitView.as_view(), name="import_commit"),
    path("imports/<uuid:uuid>/undo/", views.ImportUndoView.as_view(), name="import_undo"),
    path("<slug:kind>/", views.ImportListView.as_view(), name="import_list"),
    path("<slug:kind>/new/", views.ImportCreateView.as_view(), name="import_create"),
    path("<slug:kind>/template/", views.ImportTemplateView.as_view(), name="import_template"),
]
