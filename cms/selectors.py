from django.db.models import QuerySet

from cms.models import ArticlePage
from people.models import User
from training.models import Batch


def search_articles(user: User, text: str) -> list[ArticlePage]:
    """Articles of the zones open to the visitor that contain all the words."""
    return list(ArticlePage.objects.visible_to(user).search(text)[:50]) if text else []


def search_classes(user: User, text: str) -> QuerySet[Batch]:
    """Classes the user may know of whose title contains the text; none for a visitor."""
    if not text or not user.is_authenticated:
        return Batch.objects.none()
    return Batch.objects.visible_to(user).filter(title__icontains=text)[:20]
