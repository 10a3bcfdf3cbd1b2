from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [
    path("search/", views.SearchView.as_view(), name="search"),
    path("site/settings/identity/", views.IdentityView.as_view(), name="identity"),
]
