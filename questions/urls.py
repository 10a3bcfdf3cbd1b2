from django.urls import path

from questions import views

app_name = "questions"
urlpatterns = [
    path("desk/questions/import/", views.ImportView.as_view(), name="import"),
    path("desk/questions/template/", views.TemplateDownloadView.as_view(), name="template"),
]
