from exams.views.desk import DeskView, ResultListView
from exams.views.papers import PaperChangeView, PaperCopyView, PaperCreateView, PaperPreviewView
from exams.views.sittings import SittingCancelView, SittingChangeView, SittingCreateView, SittingFinalView
from exams.views.taking import (
    AttemptView,
    HandInView,
    ResultView,
    SaveView,
    SittingListView,
    SittingView,
    StartView,
    SubmitView,
)

__all__ = [
    "AttemptView",
    "DeskView",
    "HandInView",
    "PaperChangeView",
    "PaperCopyView",
    "PaperCreateView",
    "PaperPreviewView",
    "ResultListView",
    "ResultView",
    "SaveView",
    "SittingCancelView",
    "SittingChangeView",
    "SittingCreateView",
    "SittingFinalView",
    "SittingListView",
    "SittingView",
    "StartView",
    "SubmitView",
]
