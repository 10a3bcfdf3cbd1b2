from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "Common"

    def ready(self):
        from common import checks, database, lookups  # noqa: F401, PLC0415 -- needs the registry
        from common.evidence import append_only  # noqa: PLC0415 -- needs the registry

        connection_created.connect(append_only.register_function, dispatch_uid="append_only_function")
        pre_migrate.connect(append_only.lift_freezes_before_migrate, dispatch_uid="lift_freezes")
        post_migrate.connect(append_only.ensure_after_migrate, dispatch_uid="append_only_triggers")
        post_migrate.connect(database.create_cache_table, dispatch_uid="cache_table")
