from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People and units")

    def ready(self):
        from people import checks  # noqa: F401, PLC0415 -- needs the registry
