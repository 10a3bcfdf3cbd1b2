from roster.views.completeness import CompletenessView
from roster.views.imports import (
    ImportCommitView,
    ImportCreateView,
    ImportDetailView,
    ImportListView,
    ImportOptionsView,
    ImportReportView,
    ImportTemplateView,
    ImportUndoView,
)
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
    "ImportCommitView",
    "ImportCreateView",
    "ImportDetailView",
    "ImportListView",
    "ImportOptionsView",
    "ImportReportView",
    "ImportTemplateView",
    "ImportUndoView",
    "PersonMergeView",
    "PersonRegisterView",
    "PersonUnmergeView",
    "TransferAgreeView",
    "TransferListView",
    "TransferRefuseView",
    "TransferRequestView",
    "TransferWithdrawView",
]
