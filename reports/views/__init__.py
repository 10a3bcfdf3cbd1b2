from reports.views.figures import LeaderView, ReportHomeView
from reports.views.files import AttendanceExportView, HoursExportView
from reports.views.templates import (
    TemplateFileView,
    TemplateListView,
    TemplateRetireView,
    TemplateSampleView,
    TemplateStarterView,
    TemplateUploadView,
)

__all__ = [
    "AttendanceExportView",
    "HoursExportView",
    "LeaderView",
    "ReportHomeView",
    "TemplateFileView",
    "TemplateListView",
    "TemplateRetireView",
    "TemplateSampleView",
    "TemplateStarterView",
    "TemplateUploadView",
]
