from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportHomeView.as_view(), name="home"),
    path("leader/", views.LeaderView.as_view(), name="leader"),
    path("attendance/", views.AttendanceExportView.as_view(), name="attendance_export"),
    path("hours/", views.HoursExportView.as_view(), name="hours_export"),
    path("forms/", views.TemplateListView.as_view(), name="template_list"),
    path("forms/new/", views.TemplateUploadView.as_view(), name="template_upload"),
    path("forms/starter/<slug:purpose>/", views.TemplateStarterView.as_view(), name="template_starter"),
    path("forms/<int:pk>/file/", views.TemplateFileView.as_view(), name="template_file"),
    path("forms/<int:pk>/sample/", views.TemplateSampleView.as_view(), name="template_sample"),
    path("forms/<int:pk>/retire/", views.TemplateRetireView.as_view(), name="template_retire"),
]
