from exams.views.desk import DeskView, ImportCommitView, ImportView, ResultListView, TemplateDownloadView
from exams.views.taking import AttemptView, ResultView, SaveView, SittingListView, StartView, SubmitView

__all__ = [
    "AttemptView",
    "DeskView",
    "ImportCommitView",
    "ImportView",
    "ResultListView",
    "ResultView",
    "SaveView",
    "SittingListView",
    "StartView",
    "SubmitView",
    "TemplateDownloadView",
]
