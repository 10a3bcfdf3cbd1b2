from tests.support.browser import browser, page, site  # noqa: F401 -- fixtures
from tests.support.databases import django_db_setup, pytest_unconfigure  # noqa: F401 -- fixture and hook
from tests.support.servers import redis_url  # noqa: F401 -- fixture
