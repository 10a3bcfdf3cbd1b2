"""What the pages of the site show around and beside their text."""

from dataclasses import dataclass
from html import unescape

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from wagtail.models import Page

from cms.models import ArticlePage, ColumnPage, HomePage, Place
from cms.selectors import classes_announced, latest_by_column, neighbours
from cms.snippets import marked, snippet
from training.models import Batch

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A column with its newest articles."""

    column: ColumnPage
    articles: list[ArticlePage]


@dataclass(frozen=True)
class StartPage:
    lead: ArticlePage | None
    by_place: dict[str, list[Shown]]
    classes: list[Batch]


@register.simple_tag(takes_context=True)
def portal_columns(context) -> list[ColumnPage]:
    """The columns open to the visitor, in the order of the editor."""
    request = context["request"]
    if not hasattr(request, "portal_columns"):
        request.portal_columns = list(ColumnPage.objects.visible_to(request.user).order_by("path"))
    return request.portal_columns


@register.simple_tag(takes_context=True)
def start_page(context, columns: list[ColumnPage]) -> StartPage:
    latest = latest_by_column(context["request"].user)
    by_place: dict[str, list[Shown]] = {place: [] for place in Place.values}
    for column in columns:
        by_place[column.place].append(Shown(column, latest.get(column.path, [])))
    pictured = (article for articles in latest.values() for article in articles if article.picture)
    lead = max(pictured, key=lambda article: (article.published_on, article.pk), default=None)
    return StartPage(lead, by_place, list(classes_announced()))


@register.simple_tag
def neighbours_of(article: ArticlePage) -> dict[str, ArticlePage | None]:
    earlier, later = neighbours(article)
    return {"earlier": earlier, "later": later}


def _text_of(article: ArticlePage) -> str:
    return unescape(strip_tags(article.body))


@register.filter
def gist(article: ArticlePage) -> str:
    """The summary, or the beginning of the text."""
    return article.summary or Truncator(_text_of(article)).chars(60)


@register.filter
def found_in(article: ArticlePage, text: str) -> SafeString:
    """The place of the text where the words stand, each of them marked."""
    return mark_safe(snippet(_text_of(article), text))  # noqa: S308 -- the snippet escapes what it shows


@register.filter
def with_marks(title: str, text: str) -> SafeString:
    return mark_safe(marked(title, text))  # noqa: S308 -- `marked` escapes what it shows


@register.simple_tag
def start() -> HomePage | None:
    return HomePage.objects.first()


@register.filter
def kind_of_page(page: Page) -> str:
    return str(page._meta.verbose_name)
