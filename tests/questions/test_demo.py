"""The demo city's knowledge points and bank."""

from questions.demo import BANK, POINTS, ensure_points
from questions.models import KnowledgePoint, QuestionVersion


def test_the_bank_holds_the_questions_of_its_files(city):
    versions = QuestionVersion.objects.filter(question__bank__name=BANK)

    assert (versions.count(), versions.filter(knowledge_point=None).count()) == (204, 0)


def test_knowledge_points_are_made_once(city):
    before = KnowledgePoint.objects.count()
    ensure_points(POINTS)

    assert KnowledgePoint.objects.count() == before
