from training.models.calendar import CalendarDay, DailyHours
from training.models.plans import Batch, BatchStaff, PlanItem, TrainingPlan, TrainingSession
from training.models.timetable import ClassMeeting, Room

__all__ = [
    "Batch",
    "BatchStaff",
    "CalendarDay",
    "ClassMeeting",
    "DailyHours",
    "PlanItem",
    "Room",
    "TrainingPlan",
    "TrainingSession",
]
