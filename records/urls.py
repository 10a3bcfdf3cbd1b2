from django.urls import path

from records.views import closing, corrections, own, settings, verify

app_name = "records"
urlpatterns = [
    path("records/", own.TranscriptView.as_view(), name="transcript"),
    path("records/certificates/<int:pk>.pdf", own.CertificatePdfView.as_view(), name="certificate_pdf"),
    path(
        "records/certificates/<int:pk>/revoke/", corrections.CertificateRevokeView.as_view(), name="certificate_revoke"
    ),
    path("records/entries/<int:pk>/correct/", corrections.HoursCorrectView.as_view(), name="hours_correct"),
    path("records/batches/<str:code>/close/", closing.BatchCloseView.as_view(), name="batch_close"),
    path("records/places/<int:pk>/exemption/", closing.ExamWaiverView.as_view(), name="exam_waiver"),
    path("records/places/<int:pk>/certificate/", closing.CertificateIssueView.as_view(), name="certificate_issue"),
    path("records/settings/hours/", settings.HourRulesView.as_view(), name="hour_rules"),
    path(
        "records/settings/hours/<int:pk>/withdraw/", settings.HourRuleWithdrawView.as_view(), name="hour_rule_withdraw"
    ),
    path("records/settings/certificates/", settings.CertificateNumberingView.as_view(), name="certificate_numbering"),
    path("verify/", verify.VerifyView.as_view(), name="verify"),
    path("verify/<str:code>/", verify.VerifyCertificateView.as_view(), name="verify_certificate"),
]
