from django.urls import path

from training.views import calendar, classes

app_name = "training"
urlpatterns = [
    path("", classes.ClassListView.as_view(), name="class_list"),
    path("plan/", classes.PlanView.as_view(), name="plan"),
    path("classes/new/", classes.ClassCreateView.as_view(), name="class_create"),
    path("settings/hours/", calendar.DailyHoursView.as_view(), name="daily_hours"),
    path("settings/hours/<int:pk>/remove/", calendar.DailyHoursRemoveView.as_view(), name="daily_hours_remove"),
    path("settings/calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path("settings/calendar/fixed/", calendar.FixedHolidaysView.as_view(), name="fixed_holidays"),
    path("settings/calendar/<int:pk>/remove/", calendar.CalendarDayRemoveView.as_view(), name="calendar_day_remove"),
    path("batches/<str:code>/", classes.BatchDetailView.as_view(), name="batch_detail"),
    path("batches/<str:code>/meetings/add/", classes.MeetingAddView.as_view(), name="meeting_add"),
    path("batches/<str:code>/meetings/<int:pk>/hours/", classes.MeetingHoursView.as_view(), name="meeting_hours"),
    path("batches/<str:code>/meetings/<int:pk>/cancel/", classes.MeetingCancelView.as_view(), name="meeting_cancel"),
]
