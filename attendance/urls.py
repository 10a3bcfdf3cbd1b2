from django.urls import path, register_converter

from attendance.converters import DateConverter, SlotConverter
from attendance.views import check_in, leave, marks

register_converter(DateConverter, "day")
register_converter(SlotConverter, "slot")

app_name = "attendance"
HALF_DAY = "batches/<str:code>/<day:day>/<slot:slot>"
urlpatterns = [
    path("batches/<str:code>/roster/", marks.BatchRosterView.as_view(), name="batch_roster"),
    path("batches/<str:code>/sheet.pdf", marks.SignInSheetView.as_view(), name="sign_in_sheet"),
    path("batches/<str:code>/leave/", leave.LeaveRequestView.as_view(), name="leave_request"),
    path(f"{HALF_DAY}/sheet/", marks.SheetEntryView.as_view(), name="sheet_entry"),
    path(f"{HALF_DAY}/qr/", marks.QrScreenView.as_view(), name="qr_screen"),
    path(f"{HALF_DAY}/qr/code/", marks.QrCodeView.as_view(), name="qr_code"),
    path("marks/<int:pk>/correct/", marks.MarkCorrectView.as_view(), name="mark_correct"),
    path("leave/<int:pk>/grant/", leave.LeaveGrantView.as_view(), name="leave_grant"),
    path("leave/<int:pk>/refuse/", leave.LeaveRefuseView.as_view(), name="leave_refuse"),
    path("check-in/", check_in.CheckInView.as_view(), name="check_in"),
    path("check-in/confirm/", check_in.CheckInConfirmView.as_view(), name="check_in_confirm"),
    path("check-in/<str:token>/", check_in.CheckInTokenView.as_view(), name="check_in_token"),
]
