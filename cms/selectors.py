"""What the start page, the column bar, the list of classes and the search show to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Left, RowNumber
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page

from cms.models import ArticlePage, ColumnPage, HomePage, Place
from cms.models.pages import COLUMN_DEPTH
from common.menu import NO_OFFICE_WORK, Menu, menu_for
from courses.models import Course, Lesson
from people.models import User
from training.choices import BatchState
from training.models import Batch

ROWS, TOP_ROWS, CLASSES_SHOWN, HITS = 6, 8, 4, 20


@dataclass
class ColumnBox:
    """A column on the start page with its latest articles, by theme where it has any."""

    page: ColumnPage
    articles: list[ArticlePage] = field(default_factory=list)
    themes: dict[str, list[ArticlePage]] = field(default_factory=dict)

    @property
    def rows(self) -> list[ArticlePage]:
        return self.articles[: TOP_ROWS if self.page.place in (Place.TOP, Place.THEMES) else ROWS]

    def add(self, article: ArticlePage) -> None:
        self.articles.append(article)
        self.themes.setdefault(article.theme, []).append(article)

    @property
    def tabs(self) -> list[tuple[str, list[ArticlePage]]]:
        """A tab for each theme of the column that has articles."""
        return [(theme, self.themes[theme]) for theme in self.page.theme_list if theme in self.themes]


@dataclass
class StartPage:
    """Boxes of the start page by their place, and what stands above them."""

    headline: ArticlePage | None
    pictured: ArticlePage | None
    boxes: list[ColumnBox]

    def _at(self, place: str) -> list[ColumnBox]:
        return [box for box in self.boxes if box.page.place == place]

    @property
    def top(self) -> list[ColumnBox]:
        return self._at(Place.TOP)

    @property
    def themes(self) -> list[ColumnBox]:
        return self._at(Place.THEMES)

    @property
    def lists(self) -> list[ColumnBox]:
        return self._at(Place.LIST)

    @property
    def tiles(self) -> list[ColumnBox]:
        return self._at(Place.TILE)


def start_page(user: User, columns: Iterable[ColumnPage]) -> StartPage:
    boxes = {column.path: ColumnBox(column) for column in columns}
    for article in latest_articles(user):
        if box := boxes.get(article.column_path):
            box.add(article)
    shown = ArticlePage.objects.visible_to(user).defer("body").newest_first()
    pictured = shown.filter(picture__isnull=False).select_related("picture").prefetch_related("picture__renditions")
    headline = shown.filter(is_headline=True).first()
    # The headline stands above already.
    other = pictured.exclude(pk=headline.pk) if headline else pictured
    return StartPage(headline, other.first() or pictured.first(), list(boxes.values()))


def latest_articles(user: User) -> QuerySet[ArticlePage]:
    """The newest of each column, of each theme in it as many; one statement."""
    place = Window(
        RowNumber(),
        partition_by=[Left("path", COLUMN_DEPTH * Page.steplen), F("theme")],
        order_by=[F("published_on").desc(), F("id").desc()],
    )
    articles = ArticlePage.objects.visible_to(user).annotate(place=place).filter(place__lte=TOP_ROWS)
    return articles.defer("body").newest_first()


def columns_for(user: User) -> list[ColumnPage]:
    """The columns the visitor may open, in their order."""
    return list(ColumnPage.objects.child_of(HomePage.objects.get()).visible_to(user).order_by("path"))


def columns_for_editors() -> QuerySet[ColumnPage]:
    """All columns with the day of their newest article."""
    below = ArticlePage.objects.live().filter(path__startswith=OuterRef("path")).newest_first()
    columns = ColumnPage.objects.annotate(newest=Subquery(below.values("published_on")[:1]))
    return columns.order_by("path")


def reader_menu(user: User) -> Menu:
    """The menu without office work: who works in the office reads the site as everybody does."""
    return Menu(tuple(group for group in menu_for(user).groups if group.code in NO_OFFICE_WORK))


def announced_classes() -> QuerySet[Batch]:
    """Classes whose notice is out; of these anybody may know title and dates."""
    known = Batch.objects.filter(state__in=(BatchState.NOTIFIED, BatchState.CLOSED))
    return known.only("code", "title", "state", "starts_on", "ends_on").order_by("-starts_on", "-code")


def coming_classes() -> QuerySet[Batch]:
    """Those that run today or later, the nearest first."""
    coming = announced_classes().filter(state=BatchState.NOTIFIED, ends_on__gte=timezone.localdate())
    return coming.order_by("starts_on", "code")[:CLASSES_SHOWN]


def search_articles(user: User, text: str) -> list[ArticlePage]:
    """Articles of the zones open to the visitor that contain all the words."""
    return list(ArticlePage.objects.visible_to(user).search(text)[:HITS]) if text else []


def search_courses(user: User, text: str) -> list[Course]:
    return list(Course.objects.visible_to(user).search(text)[:HITS]) if text else []


def search_lessons(user: User, text: str) -> list[Lesson]:
    """Lessons of courses that the reader may open."""
    if not text:
        return []
    lessons = Lesson.objects.live() if user.is_authenticated else Lesson.objects.live().public()
    found = list(lessons.search(text)[:HITS])
    paths = [lesson.course_path for lesson in found]
    open_courses = set(Course.objects.visible_to(user).filter(path__in=paths).values_list("path", flat=True))
    return [lesson for lesson in found if lesson.course_path in open_courses]


def search_classes(user: User, text: str) -> QuerySet[Batch]:
    """Classes the user may know of whose title contains the text; none for a visitor."""
    if not text or not user.is_authenticated:
        return Batch.objects.none()
    return Batch.objects.visible_to(user).filter(title__icontains=text)[:HITS]


def words_of(page: ArticlePage | Course | Lesson) -> str:
    """The running text of a page, for the piece a search shows."""
    if isinstance(page, ArticlePage):
        return f"{strip_tags(page.body.replace('</p>', ' '))} {page.summary}"
    if isinstance(page, Course):
        return str(page.summary)
    return " ".join(map(str, page.body.stream_block.get_searchable_content(page.body)))
