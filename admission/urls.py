from django.urls import path

from admission.views import arrivals, notices

app_name = "admission"
urlpatterns = [
    path("batches/<str:code>/notice/", notices.NoticeIssueView.as_view(), name="notice_issue"),
    path("batches/<str:code>/board/", notices.ReceiptBoardView.as_view(), name="receipt_board"),
    path("batches/<str:code>/admit-all/", notices.AdmitAllView.as_view(), name="admit_all"),
    path("batches/<str:code>/arrivals/", arrivals.ArrivalListView.as_view(), name="arrival_list"),
    path("batches/<str:code>/arrivals/<str:part>.xlsx", arrivals.ArrivalExportView.as_view(), name="arrival_export"),
    path("places/<int:pk>/arrival/", arrivals.ArrivalSetView.as_view(), name="arrival_set"),
    path("nominations/<int:pk>/admit/", notices.NominationAdmitView.as_view(), name="nomination_admit"),
    path("nominations/<int:pk>/refuse/", notices.NominationRefuseView.as_view(), name="nomination_refuse"),
    path("nominations/<int:pk>/admit/both/", notices.NominationOverlapView.as_view(), name="nomination_overlap"),
    path("nominations/<int:pk>/withdraw/", notices.NominationWithdrawView.as_view(), name="nomination_withdraw"),
    path("nominations/<int:pk>/replace/", notices.NominationReplaceView.as_view(), name="nomination_replace"),
    path("inbox/", notices.InboxView.as_view(), name="inbox"),
    path("inbox/<int:pk>/", notices.ReceiptDetailView.as_view(), name="receipt_detail"),
    path("inbox/<int:pk>/sign/", notices.ReceiptSignView.as_view(), name="receipt_sign"),
    path("inbox/<int:pk>/nominate/", notices.NominateView.as_view(), name="nominate"),
    path("inbox/<int:pk>/nobody/", notices.ReplyNobodyView.as_view(), name="reply_nobody"),
]
