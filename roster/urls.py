from django.urls import path

from roster import views

app_name = "roster"
urlpatterns = [
    path("persons/new/", views.PersonRegisterView.as_view(), name="person_register"),
    path("persons/<uuid:uuid>/merge/", views.PersonMergeView.as_view(), name="person_merge"),
    path("merges/<int:pk>/undo/", views.PersonUnmergeView.as_view(), name="person_unmerge"),
    path("completeness/", views.CompletenessView.as_view(), name="completeness"),
    path("transfers/", views.TransferListView.as_view(), name="transfer_list"),
    path("transfers/new/", views.TransferRequestView.as_view(), name="transfer_request"),
    path("transfers/<int:pk>/agree/", views.TransferAgreeView.as_view(), name="transfer_agree"),
    path("transfers/<int:pk>/refuse/", views.TransferRefuseView.as_view(), name="transfer_refuse"),
    path("transfers/<int:pk>/withdraw/", views.TransferWithdrawView.as_view(), name="transfer_withdraw"),
]
