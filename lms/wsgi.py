"""Web entry point; production refuses to serve the demo city from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
application = get_wsgi_application()

from people.installation import refuse_demo_database  # noqa: E402 -- needs the app registry

refuse_demo_database()
