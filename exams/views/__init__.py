from exams.views.desk import DeskView, ResultListView
from exams.views.papers import PaperChangeView, PaperCopyView, PaperCreateView, PaperPreviewView
from exams.views.sittings import SittingCancelView, SittingChangeView, SittingCreateView, SittingFinalView
from exams.views.taking import AttemptView, ResultView, SaveView, SittingListView, StartView, SubmitView

__all__ = [
    "AttemptView",
    "DeskView",
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
    "StartView",
    "SubmitView",
]
