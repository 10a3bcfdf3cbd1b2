from questions.models.bank import Question, QuestionBank, QuestionVersion
from questions.models.knowledge import KnowledgePoint

__all__ = ["KnowledgePoint", "Question", "QuestionBank", "QuestionVersion"]
