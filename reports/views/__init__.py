from reports.views.figures import ReportHomeView
from reports.views.files import AttendanceExportView, HoursExportView
from reports.views.templates import (
    FormsNotNeededView,
    TemplateFileView,
    TemplateListView,
    TemplateRetireView,
    TemplateSampleView,
    TemplateStarterView,
    TemplateUploadView,
)

__all__ = [
    "AttendanceExportView",
    "FormsNotNeededView",
    "HoursExportView",
    "ReportHomeView",
    "TemplateFileView",
    "TemplateListView",
    "TemplateRetireView",
    "TemplateSampleView",
    "TemplateStarterView",
    "TemplateUploadView",
]
