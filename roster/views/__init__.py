from roster.views.completeness import CompletenessView
from roster.views.transfers import (
    PersonRegisterView,
    TransferAgreeView,
    TransferListView,
    TransferRefuseView,
    TransferRequestView,
    TransferWithdrawView,
)
from roster.views.twice import PersonMergeView, PersonUnmergeView

__all__ = [
    "CompletenessView",
    "PersonMergeView",
    "PersonRegisterView",
    "PersonUnmergeView",
    "TransferAgreeView",
    "TransferListView",
    "TransferRefuseView",
    "TransferRequestView",
    "TransferWithdrawView",
]
