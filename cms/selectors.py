from collections import defaultdict

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Length, RowNumber, Substr
from django.utils import timezone
from wagtail.models import Page

from cms.models import ArticlePage
from courses.models import Course, Lesson
from people.models import User
from training.choices import BatchState
from training.models import Batch

# Of a column on the start page; of classes there.
ARTICLES_SHOWN, CLASSES_SHOWN = 8, 3


def latest_by_column(user: User) -> dict[str, list[ArticlePage]]:
    """The newest articles the visitor may read, by the path of their column; one statement for all columns."""
    column = Substr("path", 1, Length("path") - ArticlePage.steplen)
    newest = [F("published_on").desc(), F("id").desc()]
    place = Window(RowNumber(), partition_by=column, order_by=newest)
    rows = ArticlePage.objects.visible_to(user).annotate(place=place).filter(place__lte=ARTICLES_SHOWN)
    found: dict[str, list[ArticlePage]] = defaultdict(list)
    for article in rows.select_related("picture").order_by("-published_on", "-id"):
        found[article.path[: -ArticlePage.steplen]].append(article)
    return found


def neighbours(article: ArticlePage) -> tuple[ArticlePage | None, ArticlePage | None]:
    """The article before and the one after in its column."""
    others = ArticlePage.objects.sibling_of(article, inclusive=False).live()
    day = article.published_on
    earlier = others.filter(Q(published_on__lt=day) | Q(published_on=day, pk__lt=article.pk))
    later = others.filter(Q(published_on__gt=day) | Q(published_on=day, pk__gt=article.pk))
    return earlier.order_by("-published_on", "-id").first(), later.order_by("published_on", "id").first()


def classes_announced() -> QuerySet[Batch]:
    """Classes whose notice is out and that are not over: title, days and place are no secret."""
    today = timezone.localdate()
    running = Batch.objects.filter(state=BatchState.NOTIFIED, ends_on__gte=today)
    return running.order_by("starts_on", "code")[:CLASSES_SHOWN]


def search_articles(user: User, text: str) -> list[ArticlePage]:
    """Articles of the zones open to the visitor that contain all the words."""
    return list(ArticlePage.objects.visible_to(user).search(text)[:50]) if text else []


def search_classes(user: User, text: str) -> QuerySet[Batch]:
    """Classes the user may know of whose title contains the text; none for a visitor."""
    if not text or not user.is_authenticated:
        return Batch.objects.none()
    return Batch.objects.visible_to(user).filter(title__icontains=text)[:20]


def search_courses(user: User, text: str) -> list[Page]:
    """Published courses and lessons that contain all the words, for who is signed in."""
    if not text or not user.is_authenticated:
        return []
    return [*Course.objects.live().search(text)[:20], *Lesson.objects.live().search(text)[:20]]
