from attendance.models.leave import LeaveRequest
from attendance.models.marks import AttendanceEvidence, AttendanceMark

__all__ = ["AttendanceEvidence", "AttendanceMark", "LeaveRequest"]
