from reports.views.figures import ReportHomeView
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
    "ReportHomeView",
    "TemplateFileView",
    "TemplateListView",
    "TemplateRetireView",
    "TemplateSampleView",
    "TemplateStarterView",
    "TemplateUploadView",
]
