from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

ARTICLES_A_PAGE = 20
# The root page and the start page stand above a column.
COLUMN_DEPTH = 3


class Zone(models.TextChoices):
    PUBLIC = "public", _("Public site")
    INTRANET = "intranet", _("Intranet (after sign-in)")


class Place(models.TextChoices):
    """Where a column stands on the start page."""

    TOP = "top", _("At the top, beside the picture")
    THEMES = "themes", _("Wide, with a tab for each theme")
    LIST = "list", _("Among the lists")
    TILE = "tile", _("As a tile with a drawing")


class Drawing(models.TextChoices):
    """The drawings that tiles may show, in `static/art/portal.svg`."""

    HILLS = "hills", _("Hills")
    HOUSES = "houses", _("Houses")
    PAPERS = "papers", pgettext_lazy("drawing", "Papers")
    RIVER = "river", _("River")


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
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        return super().serve(request, *args, **kwargs)


class ColumnPage(ZonedPage):
    """A column (栏目) of the public site or of the intranet."""

    zone = models.CharField(_("zone"), max_length=10, choices=Zone, default=Zone.INTRANET)
    place = models.CharField(_("place on the start page"), max_length=10, choices=Place, default=Place.LIST)
    drawing = models.CharField(_("drawing of the tile"), max_length=10, choices=Drawing, default=Drawing.HILLS)
    intro = models.CharField(_("introduction"), max_length=200, blank=True)
    themes = models.CharField(
        _("themes"),
        max_length=100,
        blank=True,
        help_text=_("Separated by blanks, in their order. Each is a tab; an article names one of them."),
    )

    objects = PageManager.from_queryset(ColumnPageQuerySet)()
    content_panels = [
        *Page.content_panels,
        FieldPanel("zone"),
        FieldRowPanel([FieldPanel("place"), FieldPanel("drawing")]),
        FieldPanel("intro"),
        FieldPanel("themes"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/column_page.html"

    class Meta:
        verbose_name = _("column")

    @property
    def column(self):
        return self

    @property
    def theme_list(self):
        return self.themes.split()

    def get_context(self, request, *args, **kwargs):
        theme = request.GET.get("theme", "")
        articles = ArticlePage.objects.child_of(self).live().newest_first().defer("body")
        if theme in self.theme_list:
            articles = articles.filter(theme=theme)
        page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "page_obj": page, "theme": theme}


class ArticlePageQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Live articles of live columns; those of intranet columns only after sign-in."""
        hidden = ColumnPage.objects.filter(live=False)
        if not user.is_authenticated:
            hidden |= ColumnPage.objects.filter(zone=Zone.INTRANET)
        below = Q(pk__in=())
        for path in hidden.values_list("path", flat=True):
            below |= Q(path__range=(path, path + "ZZZZ"))
        return self.live().exclude(below)

    def newest_first(self):
        return self.order_by("-published_on", "-id")


class ArticlePage(ZonedPage):
    published_on = models.DateField(_("date"), default=timezone.localdate)
    source = models.CharField(_("publishing unit"), max_length=60, blank=True)
    theme = models.CharField(
        _("theme"), max_length=20, blank=True, help_text=_("One of the themes of the column, if it has any.")
    )
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("The newest article with a picture stands beside the notices on the start page."),
    )
    is_headline = models.BooleanField(_("headline of the start page"), default=False)
    body = RichTextField(_("text"), features=["h3", "bold", "italic", "ol", "ul", "link", "document-link", "image"])

    objects = PageManager.from_queryset(ArticlePageQuerySet)()
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("source"), FieldPanel("theme")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("picture"),
        FieldPanel("is_headline"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]
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

    @property
    def column_path(self):
        return self.path[: COLUMN_DEPTH * self.steplen]

    def get_context(self, request, *args, **kwargs):
        beside = ArticlePage.objects.sibling_of(self, inclusive=False).live().defer("body")
        earlier = Q(published_on__lt=self.published_on) | Q(published_on=self.published_on, pk__lt=self.pk)
        return {
            **super().get_context(request, *args, **kwargs),
            "attachments": self.attachments.select_related("document"),
            "earlier": beside.filter(earlier).newest_first().first(),
            "later": beside.exclude(earlier).newest_first().last(),
        }


class Attachment(Orderable):
    """A file that stands below an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("document"))

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")

    def __str__(self):
        return str(self.document)
