from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

ARTICLES_A_PAGE = 20


class Zone(models.TextChoices):
    PUBLIC = "public", _("Public site")
    INTRANET = "intranet", _("Intranet (after sign-in)")


class HomePage(Page):
    """The start page: columns with their latest articles, each visitor those of the zones open to them."""

    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.ColumnPage"]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("start page")

    def get_context(self, request, *args, **kwargs):
        columns = ColumnPage.objects.child_of(self).visible_to(request.user)
        articles = ArticlePage.objects.visible_to(request.user).order_by("-published_on", "-id")
        latest: dict[str, list] = {}
        for article in articles[:60]:
            latest.setdefault(article.path[: -self.steplen], []).append(article)
        shown = [(column, latest.get(column.path, [])[:5]) for column in columns]
        return {**super().get_context(request, *args, **kwargs), "columns": shown}


class ColumnPageQuerySet(PageQuerySet):
    def visible_to(self, user):
        live = self.live()
        return live if user.is_authenticated else live.filter(zone=Zone.PUBLIC)


class ZonedPage(Page):
    """Refuses a visitor who is not signed in whatever belongs to the intranet."""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        if self.zone == Zone.INTRANET and not request.user.is_authenticated:
            return HttpResponseRedirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")
        return super().serve(request, *args, **kwargs)


class ColumnPage(ZonedPage):
    """A column (栏目) of the public site or of the intranet."""

    zone = models.CharField(_("zone"), max_length=10, choices=Zone, default=Zone.INTRANET)
    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    objects = PageManager.from_queryset(ColumnPageQuerySet)()
    content_panels = [*Page.content_panels, FieldPanel("zone"), FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/column_page.html"

    class Meta:
        verbose_name = _("column")

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().order_by("-published_on", "-id")
        page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "page_obj": page}


class ArticlePageQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Live articles; those of intranet columns only after sign-in."""
        if user.is_authenticated:
            return self.live()
        hidden = Q()
        for path in ColumnPage.objects.filter(zone=Zone.INTRANET).values_list("path", flat=True):
            hidden |= Q(path__range=(path, path + "ZZZZ"))
        return self.live().exclude(hidden) if hidden else self.live()


class ArticlePage(ZonedPage):
    published_on = models.DateField(_("date"), default=timezone.localdate)
    source = models.CharField(_("source"), max_length=60, blank=True)
    body = RichTextField(_("text"), features=["h3", "bold", "italic", "ol", "ul", "link", "document-link", "image"])

    objects = PageManager.from_queryset(ArticlePageQuerySet)()
    content_panels = [*Page.content_panels, FieldPanel("published_on"), FieldPanel("source"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body"), index.FilterField("published_on")]
    parent_page_types = ["cms.ColumnPage"]
    subpage_types: list[str] = []
    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("article")

    @property
    def zone(self):
        return self.column.zone

    @property
    def column(self):
        return self.get_parent().specific
