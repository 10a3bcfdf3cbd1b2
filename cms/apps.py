from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def grant_editing(**kwargs):
    from cms.services.editing import grant_editing as grant  # noqa: PLC0415 -- needs the registry

    grant()


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self):
        post_migrate.connect(grant_editing, sender=self, dispatch_uid="cms_grant_editing")
