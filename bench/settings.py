"""Production's settings, allowed to serve the demo city, with a counter that sleeps until it is asked."""

from lms.settings.production import *  # noqa: F403

REFUSE_DEMO_DATABASE = False
MIDDLEWARE = ["bench.statements.StatementCountMiddleware", *MIDDLEWARE]  # noqa: F405
# Collecting 1,600 files would take longer than the measuring, and no step fetches one.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
