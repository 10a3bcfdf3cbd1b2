from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [path("", views.SearchView.as_view(), name="search")]
