"""System checks: what would quietly weaken an installation is said before it serves anyone."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from common.evidence import append_only


# A deploy check: `migrate` runs the ordinary ones first, and it is what puts the triggers back.
@register(Tags.database, deploy=True)
def evidence_triggers(app_configs, databases=None, **kwargs):
    problems = []
    for alias in databases or []:
        tables = set(connections[alias].introspection.table_names())
        if not all(model._meta.db_table in tables for model in append_only.evidence_models()):
            continue  # before the first migration
        problems += [
            Error(
                f"The trigger {name} is missing: evidence could be changed.",
                hint="Run manage.py migrate.",
                id="common.E001",
            )
            for name in append_only.missing_triggers(alias)
        ]
    return problems


@register(Tags.security, deploy=True)
def plain_http_profile(app_configs, **kwargs):
    if settings.PROFILE != "http-intranet" or not settings.REFUSE_DEMO_DATABASE:
        return []
    lost = "no encryption on the wire, no secure cookies, no camera in the browser"
    return [
        Warning(
            f"PROFILE is http-intranet: {lost}.", hint="Use PROFILE=https where the network allows.", id="common.W001"
        )
    ]
