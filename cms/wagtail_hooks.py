from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.actions import ACTIONS
from cms.roles import HOMES
from common.menu import Home, MenuItem, SetupStep
from people.models import Installation


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
