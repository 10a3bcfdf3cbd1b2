from django.urls import path

from exams import views

app_name = "exams"
urlpatterns = [
    path("", views.SittingListView.as_view(), name="sitting_list"),
    path("desk/", views.DeskView.as_view(), name="desk"),
    path("desk/papers/new/", views.PaperCreateView.as_view(), name="paper_create"),
    path("desk/papers/<int:pk>/", views.PaperChangeView.as_view(), name="paper_change"),
    path("desk/papers/<int:pk>/copy/", views.PaperCopyView.as_view(), name="paper_copy"),
    path("desk/papers/<int:pk>/preview/", views.PaperPreviewView.as_view(), name="paper_preview"),
    path("desk/sittings/new/", views.SittingCreateView.as_view(), name="sitting_create"),
    path("desk/sittings/<int:pk>/", views.SittingChangeView.as_view(), name="sitting_change"),
    path("desk/sittings/<int:pk>/cancel/", views.SittingCancelView.as_view(), name="sitting_cancel"),
    path("desk/sittings/<int:pk>/final/", views.SittingFinalView.as_view(), name="sitting_final"),
    path("desk/sittings/<int:pk>/results/", views.ResultListView.as_view(), name="result_list"),
    path("sittings/<int:pk>/", views.SittingView.as_view(), name="sitting"),
    path("sittings/<int:pk>/start/", views.StartView.as_view(), name="start"),
    path("attempts/<int:pk>/", views.AttemptView.as_view(), name="attempt"),
    path("attempts/<int:pk>/save/", views.SaveView.as_view(), name="save"),
    path("attempts/<int:pk>/hand-in/", views.HandInView.as_view(), name="hand_in"),
    path("attempts/<int:pk>/submit/", views.SubmitView.as_view(), name="submit"),
    path("attempts/<int:pk>/result/", views.ResultView.as_view(), name="result"),
]
