"""Production does not start on anything missing, and not on a demo city."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from common.crypto import create_keys_file
from people.installation import refuse_demo_database
from people.models import Installation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path):
    keys = tmp_path / "keys.json"
    create_keys_file(keys)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "SECRET_KEY": "s" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "ZHENGXUN_KEYS": str(keys),
        "ZHENGXUN_DATA": str(tmp_path),
        "ALLOWED_HOSTS": "peixun.example.gov.cn",
    }


def start(environment):
    command = [sys.executable, "-c", "import django; django.setup()"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_it_starts_with_everything_given(environment):
    assert start(environment).returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ZHENGXUN_KEYS", "ALLOWED_HOSTS"])
def test_it_refuses_to_start_without(environment, name):
    del environment[name]

    answer = start(environment)

    assert (answer.returncode != 0, name in answer.stderr) == (True, True)


def test_it_refuses_a_key_file_that_is_not_there(environment):
    environment["ZHENGXUN_KEYS"] = "/nowhere/keys.json"

    assert "is missing" in start(environment).stderr


def test_it_refuses_a_short_secret(environment):
    environment["SECRET_KEY"] = "short"

    assert "shorter than 50" in start(environment).stderr


@pytest.mark.django_db
def test_it_refuses_a_demo_database(settings, monkeypatch):
    monkeypatch.setattr("people.installation.connections.close_all", lambda: None)
    settings.REFUSE_DEMO_DATABASE = True
    refuse_demo_database()
    Installation.objects.create(is_demo=True)

    with pytest.raises(ImproperlyConfigured, match="demo city"):
        refuse_demo_database()
