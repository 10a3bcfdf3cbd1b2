from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

from common.menu import Menu

ARTICLES_A_PAGE = 20
# The site has its own bar of columns, for whoever reads it; what it holds comes from the tags of its templates.
PORTAL = {"site_menu": Menu(())}
ARTICLE_FIELDS = ("published_on", "source", "summary", "picture", "body")


class Zone(models.TextChoices):
    PUBLIC = "public", _("Public site")
    INTRANET = "intranet", _("Intranet (after sign-in)")


class Place(models.TextChoices):
    """Where the start page shows a column."""

    NOTICES = "notices", _("Notices, at the top")
    POLICY = "policy", _("Policy, below the notices")
    LIST = "list", _("Lists, in the middle")
    PICTURE = "picture", _("Pictured, at the bottom")


class Scene(models.TextChoices):
    """The drawing beside a column."""

    HILLS = "hills", _("Hills")
    TOWN = "town", _("Town")
    PAPERS = "papers", _("Papers")
    RIVER = "river", _("River")
    NET = "net", _("Network")
    CLASS = "class", _("Classroom")


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
        return super().get_context(request, *args, **kwargs) | PORTAL


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
    place = models.CharField(_("place on the start page"), max_length=10, choices=Place, default=Place.LIST)
    scene = models.CharField(_("drawing"), max_length=10, choices=Scene, default=Scene.PAPERS)

    objects = PageManager.from_queryset(ColumnPageQuerySet)()
    content_panels = [*Page.content_panels, *map(FieldPanel, ("zone", "intro", "place", "scene"))]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/column_page.html"

    class Meta:
        verbose_name = _("column")

    @property
    def drawing(self):
        return f"art/scene-{self.scene}.svg"

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().order_by("-published_on", "-id")
        page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | PORTAL | {"page_obj": page}


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
    summary = models.CharField(_("summary"), max_length=120, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = RichTextField(_("text"), features=["h3", "bold", "italic", "ol", "ul", "link", "document-link", "image"])

    objects = PageManager.from_queryset(ArticlePageQuerySet)()
    content_panels = [*Page.content_panels, *map(FieldPanel, ARTICLE_FIELDS), InlinePanel("attachments")]
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

    def get_context(self, request, *args, **kwargs):
        files = self.attachments.select_related("document")
        return super().get_context(request, *args, **kwargs) | PORTAL | {"attachments": files}


class ArticleAttachment(Orderable):
    """A file that goes with an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("file"))

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.document.title
