from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from people.models import Installation


@register(Tags.database, deploy=True)
def no_demo_city(app_configs, databases=None, **kwargs):
    """The web process refuses a demo city in real operation; this says it before."""
    if not settings.REFUSE_DEMO_DATABASE:
        return []
    table = Installation._meta.db_table
    holding = [
        alias
        for alias in databases or []
        if table in connections[alias].introspection.table_names()
        and Installation.objects.using(alias).filter(is_demo=True).exists()
    ]
    hint = "Production needs a database of its own: change DATABASE_URL."
    return [
        Error(
            f"The database “{alias}” holds the demo city, which real operation does not serve.",
            hint=hint,
            id="people.E001",
        )
        for alias in holding
    ]
