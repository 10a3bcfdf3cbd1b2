"""A real browser, and the real processes of the Procfile for it to visit."""

import itertools
import os
import re
import shutil
import signal
import subprocess
from importlib.resources import files
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.test import override_settings

from lms.settings import base
from tests.support.databases import REPOSITORY, connected_to, copy_database
from tests.support.requirements import require
from tests.support.servers import end_group, free_port, wait_until

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_numbers = itertools.count(1)


def procfile():
    """The command of each process, by its name."""
    return dict(re.findall(r"^(\w+):\s*(.+)$", (REPOSITORY / "Procfile").read_text(), flags=re.MULTILINE))


class Site:
    """The Procfile's processes on a database and a data folder of their own."""

    def __init__(self, *, database_url, data):
        self.database_url = database_url
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._processes = {}

    def start_web(self):
        self._start("web")
        wait_until(self._is_healthy, process=self._processes["web"], seconds=60, log=self.log("web"))

    def stop_web(self, by=signal.SIGTERM):
        self._stop("web", by)

    def start_worker(self):
        self._start("worker")

    def stop_worker(self, by=signal.SIGTERM):
        self._stop("worker", by)

    def stop(self):
        for name in list(self._processes):
            self._stop(name, signal.SIGTERM)

    def log(self, name):
        return self.data / f"{name}.log"

    @property
    def environment(self):
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "ZHENGXUN_DATA": str(self.data),
            "ZHENGXUN_KEYS": str(self.data / "keys.json"),
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": settings.REDIS_URL,
            "ALLOWED_HOSTS": "*",
            "PUBLIC_URL": self.url,
            "BIND": "127.0.0.1",
            "PORT": str(self.port),
        }

    def _start(self, name):
        with self.log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                ["/bin/sh", "-c", procfile()[name]],
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _stop(self, name, by):
        end_group(self._processes.pop(name), by=by)

    def _is_healthy(self):
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 -- our own address
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False


def fill_database(database_url, fill):
    """Run `fill()` against another database, with passwords hashed as the site's own settings expect them."""
    with connected_to(database_url), override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS):
        fill()


def copy_files(data):
    """The keys that encrypted rows need, and what `fill()` may have stored as files."""
    shutil.copy(settings.KEYS_FILE, data / "keys.json")
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        if folder.is_dir():
            shutil.copytree(folder, data / folder.name)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """`site(fill=None, worker=False)` starts a site; all of them end with the module."""
    started = []

    def start(fill=None, *, worker=False):
        with django_db_blocker.unblock():
            database_url = copy_database(f"site{next(_numbers)}")
            if fill is not None:
                fill_database(database_url, fill)
        new = Site(database_url=database_url, data=tmp_path_factory.mktemp("site"))
        started.append(new)
        copy_files(new.data)
        new.start_web()
        if worker:
            new.start_worker()
        return new

    yield start
    for each in started:
        each.stop()


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Chromium with Chinese fonts."""
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not os.access(program, os.X_OK):
        require("browser", f"Chromium is not installed at {program}")
    from playwright.sync_api import sync_playwright

    share = tmp_path_factory.mktemp("share")
    link_fonts(share / "fonts")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would refuse the database because of it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=program, args=CHROMIUM_ARGUMENTS, env=os.environ | {"XDG_DATA_HOME": str(share)}
        )
        yield chromium
        chromium.close()


def link_fonts(folder):
    folder.mkdir()
    for font in files("pylopdf_fonts_zh_cn").rglob("*.otf"):
        (folder / font.name).symlink_to(font)


@pytest.fixture
def page(browser):
    """A page in a context of its own: no cookie of another test."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
