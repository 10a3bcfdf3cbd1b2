from django.urls import path, register_converter

from training.converters import DateConverter, SlotConverter
from training.views import arrivals, attendance, calendar, check_in, classes, notices

register_converter(DateConverter, "day")
register_converter(SlotConverter, "slot")

app_name = "training"
HALF_DAY = "batches/<str:code>/<day:day>/<slot:slot>"
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
    path("batches/<str:code>/roster/", classes.BatchRosterView.as_view(), name="batch_roster"),
    path("batches/<str:code>/meetings/add/", classes.MeetingAddView.as_view(), name="meeting_add"),
    path("batches/<str:code>/meetings/<int:pk>/hours/", classes.MeetingHoursView.as_view(), name="meeting_hours"),
    path("batches/<str:code>/meetings/<int:pk>/cancel/", classes.MeetingCancelView.as_view(), name="meeting_cancel"),
    path("batches/<str:code>/notice/", notices.NoticeIssueView.as_view(), name="notice_issue"),
    path("batches/<str:code>/board/", notices.ReceiptBoardView.as_view(), name="receipt_board"),
    path("batches/<str:code>/admit-all/", notices.AdmitAllView.as_view(), name="admit_all"),
    path("batches/<str:code>/sheet.pdf", attendance.SignInSheetView.as_view(), name="sign_in_sheet"),
    path("batches/<str:code>/arrivals/", arrivals.ArrivalListView.as_view(), name="arrival_list"),
    path("batches/<str:code>/arrivals/<str:part>.xlsx", arrivals.ArrivalExportView.as_view(), name="arrival_export"),
    path("places/<int:pk>/arrival/", arrivals.ArrivalSetView.as_view(), name="arrival_set"),
    path("batches/<str:code>/leave/", check_in.LeaveRequestView.as_view(), name="leave_request"),
    path(f"{HALF_DAY}/sheet/", attendance.SheetEntryView.as_view(), name="sheet_entry"),
    path(f"{HALF_DAY}/qr/", attendance.QrScreenView.as_view(), name="qr_screen"),
    path(f"{HALF_DAY}/qr/code/", attendance.QrCodeView.as_view(), name="qr_code"),
    path("nominations/<int:pk>/admit/", notices.NominationAdmitView.as_view(), name="nomination_admit"),
    path("nominations/<int:pk>/refuse/", notices.NominationRefuseView.as_view(), name="nomination_refuse"),
    path("nominations/<int:pk>/admit/both/", notices.NominationOverlapView.as_view(), name="nomination_overlap"),
    path("nominations/<int:pk>/withdraw/", notices.NominationWithdrawView.as_view(), name="nomination_withdraw"),
    path("nominations/<int:pk>/replace/", notices.NominationReplaceView.as_view(), name="nomination_replace"),
    path("marks/<int:pk>/correct/", attendance.MarkCorrectView.as_view(), name="mark_correct"),
    path("leave/<int:pk>/grant/", attendance.LeaveGrantView.as_view(), name="leave_grant"),
    path("leave/<int:pk>/refuse/", attendance.LeaveRefuseView.as_view(), name="leave_refuse"),
    path("inbox/", notices.InboxView.as_view(), name="inbox"),
    path("inbox/<int:pk>/", notices.ReceiptDetailView.as_view(), name="receipt_detail"),
    path("inbox/<int:pk>/sign/", notices.ReceiptSignView.as_view(), name="receipt_sign"),
    path("inbox/<int:pk>/nominate/", notices.NominateView.as_view(), name="nominate"),
    path("inbox/<int:pk>/nobody/", notices.ReplyNobodyView.as_view(), name="reply_nobody"),
    path("check-in/", check_in.CheckInView.as_view(), name="check_in"),
    path("check-in/confirm/", check_in.CheckInConfirmView.as_view(), name="check_in_confirm"),
    path("check-in/<str:token>/", check_in.CheckInTokenView.as_view(), name="check_in_token"),
]
