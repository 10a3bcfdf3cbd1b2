from django.urls import path

from cms.views import feedback, site

app_name = "cms"
urlpatterns = [
    path("search/", site.SearchView.as_view(), name="search"),
    path("classes/", site.ClassListView.as_view(), name="class_list"),
    path("media/images/<path:path>", site.PictureView.as_view(), name="picture"),
    path("feedback/", feedback.FeedbackCreateView.as_view(), name="feedback_create"),
    path("feedback/all/", feedback.FeedbackListView.as_view(), name="feedback_list"),
    path("feedback/<str:code>/", feedback.FeedbackDetailView.as_view(), name="feedback_detail"),
    path("feedback/<str:code>/answer/", feedback.FeedbackAnswerView.as_view(), name="feedback_answer"),
    path("site/settings/identity/", site.IdentityView.as_view(), name="identity"),
]
