from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportHomeView.as_view(), name="home"),
    path("attendance/", views.AttendanceExportView.as_view(), name="attendance_export"),
]
