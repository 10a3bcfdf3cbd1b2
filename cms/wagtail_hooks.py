from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms import messages
from cms.actions import ACTIONS
from cms.models import ArticlePage, ColumnPage, HomePage
from cms.roles import HOMES
from cms.selectors import columns_for_editors
from cms.views.portal import portal_frame
from cms.waiting import kinds
from common.menu import Home, MenuItem, SetupStep
from people.models import Installation


@hooks.register("site_menu")
def site_menu():
    return [
        MenuItem(_("Search the site"), "cms:search", None, 80, "search", group="public"),
        MenuItem(_("Edit the site"), "wagtailadmin_home", "cms.edit_site", 81, "edit", group="site"),
        MenuItem(_("Feedback"), "cms:feedback_list", "cms.answer_feedback", 82, "message", group="site"),
    ]


@hooks.register("role_home")
def editor_home():
    return [Home(role, name) for role, name in HOMES.items()]


@hooks.register("insert_global_admin_css")
def colours_of_the_site():
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("insert_global_admin_js")
def start_date_choosers():
    return format_html('<script src="{}"></script>', static("js/editor-choosers.js"))


@hooks.register("on_serve_page")
def serve_in_portal(serve_next):
    """Pages of the site stand in its frame; those of other apps have their own."""

    def serve(page, request, args, kwargs):
        response = serve_next(page, request, args, kwargs)
        if isinstance(page, HomePage | ColumnPage | ArticlePage) and response.status_code == 200:
            response.context_data.update(portal_frame(request, page))
        return response

    return serve


class ColumnsPanel(Component):
    """The editor opens on the columns; who only reads and lets out has what waits for them above."""

    name = "columns"
    template_name = "cms/editor_columns.html"
    order = 250

    def get_context_data(self, parent_context):
        write = "wagtailadmin_pages:add"
        columns = columns_for_editors()
        can_write = parent_context["request"].user.has_perm("cms.write_article")
        return {
            "can_write": can_write,
            "columns": [(column, reverse(write, args=["cms", "articlepage", column.pk])) for column in columns],
        }


@hooks.register("construct_homepage_panels")
def open_on_the_columns(request, panels):
    panel = ColumnsPanel()
    if request.user.has_perm("cms.write_article"):
        panel.order = 50
    panels.append(panel)


@hooks.register("construct_homepage_summary_items", order=100)
def without_figures(request, items):
    """How many pages of any kind there are says nothing to an office."""
    items.clear()


@hooks.register("before_serve_document")
def serve_only_to_readers(document, request):
    """A file of articles is read by who may read one of them; one that no article has is Wagtail's affair."""
    articles = ArticlePage.objects.filter(attachments__document=document)
    if request.user.has_perm("wagtailadmin.access_admin") or not articles.exists():
        return None
    if articles.filter(pk__in=ArticlePage.objects.visible_to(request.user).values("pk")).exists():
        return None
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


@hooks.register("message_kinds")
def cms_messages():
    return [messages.FEEDBACK_WAITS, messages.FEEDBACK_ANSWERED]


@hooks.register("audit_actions")
def cms_actions():
    return ACTIONS


@hooks.register("setup_steps")
def identity_step():
    name = Installation.objects.values_list("system_name", flat=True).first()
    says = (
        gettext("The site is called “%(name)s”.") % {"name": name}
        if name
        else gettext("Give the site the name, the emblem and the footer of your city.")
    )
    return [
        SetupStep(55, _("Name and emblem"), bool(name), says, reverse("cms:identity"), "cms.set_identity", "identity")
    ]


@hooks.register("waiting")
def waiting_for_cms():
    return kinds()
