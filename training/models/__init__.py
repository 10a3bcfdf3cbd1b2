from training.models.arrivals import ArrivalDetails
from training.models.attendance import AttendanceEvidence, AttendanceMark
from training.models.calendar import CalendarDay, DailyHours
from training.models.enrolments import Enrolment, LeaveRequest, Nomination
from training.models.notices import Notice, NoticeReceipt, Quota
from training.models.plans import Batch, BatchStaff, PlanItem, TrainingPlan, TrainingSession
from training.models.timetable import ClassMeeting, Room

__all__ = [
    "ArrivalDetails",
    "AttendanceEvidence",
    "AttendanceMark",
    "Batch",
    "BatchStaff",
    "CalendarDay",
    "ClassMeeting",
    "DailyHours",
    "Enrolment",
    "LeaveRequest",
    "Nomination",
    "Notice",
    "NoticeReceipt",
    "PlanItem",
    "Quota",
    "Room",
    "TrainingPlan",
    "TrainingSession",
]
