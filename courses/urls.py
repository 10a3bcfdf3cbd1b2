from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("", views.CourseListView.as_view(), name="course_list"),
    path("mine/", views.EnrolmentListView.as_view(), name="enrolment_list"),
    path("courses/<str:code>/enrol/", views.CourseEnrolView.as_view(), name="course_enrol"),
    path("courses/<str:code>/continue/", views.CourseContinueView.as_view(), name="course_continue"),
    path("lessons/<int:pk>/complete/", views.LessonCompleteView.as_view(), name="lesson_complete"),
]
