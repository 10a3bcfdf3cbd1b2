from exams.models.attempts import Answer, AnswerSave, Attempt
from exams.models.papers import Paper, PaperRule
from exams.models.sittings import Sitting, SittingStaff

__all__ = [
    "Answer",
    "AnswerSave",
    "Attempt",
    "Paper",
    "PaperRule",
    "Sitting",
    "SittingStaff",
]
