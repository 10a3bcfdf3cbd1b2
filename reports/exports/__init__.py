from reports.exports.attendance import AttendanceExport, AttendanceRow, read_attendance
from reports.exports.hours import HoursExport
from reports.exports.office_forms import sample_form
from reports.exports.writing import Wanted, export_attendance, export_hours

__all__ = [
    "AttendanceExport",
    "AttendanceRow",
    "HoursExport",
    "Wanted",
    "export_attendance",
    "export_hours",
    "read_attendance",
    "sample_form",
]
