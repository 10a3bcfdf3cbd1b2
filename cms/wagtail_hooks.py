from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.roles import HOMES
from common.menu import Home, MenuItem


@hooks.register("site_menu")
def site_menu():
    return [
        MenuItem(_("Search the site"), "cms:search", None, 80, "search", group="public"),
        MenuItem(_("Edit the site"), "wagtailadmin_home", "cms.edit_site", 81, "edit", group="site"),
    ]


@hooks.register("role_home")
def editor_home():
    return [Home(role, name) for role, name in HOMES.items()]


@hooks.register("insert_global_admin_js")
def start_date_choosers():
    return format_html('<script src="{}"></script>', static("js/editor-choosers.js"))
