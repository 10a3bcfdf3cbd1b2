import gc

from tests.support.browser import browser, page, site  # noqa: F401 -- fixtures
from tests.support.databases import django_db_setup, pytest_unconfigure  # noqa: F401 -- fixture and hook
from tests.support.demo import city, demo_city  # noqa: F401 -- fixtures
from tests.support.room import pytest_runtest_protocol  # noqa: F401 -- hook
from tests.support.servers import redis_url  # noqa: F401 -- fixture


def pytest_collection_finish():
    """What is imported by now stays to the end: no use in the collector looking through all of it again and again."""
    gc.collect()
    gc.freeze()
