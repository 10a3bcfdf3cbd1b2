"""Production does not start on anything missing, and not on a demo city."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from common.sealing.crypto import create_keys_file
from people.models import Installation
from tests.support.databases import connected_to, copy_database

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


def start(environment, code="import django; django.setup()"):
    command = [sys.executable, "-c", code]
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
@pytest.mark.parametrize(("is_demo", "status", "words"), [(False, 0, ""), (True, 1, "holds the demo city")])
def test_the_web_entry_point_serves_a_city_but_not_the_demo_city(environment, is_demo, status, words):
    environment["DATABASE_URL"] = copy_database("production")
    with connected_to(environment["DATABASE_URL"]):
        Installation.objects.create(is_demo=is_demo)

    answer = start(environment, "import lms.wsgi")

    assert (answer.returncode, words in answer.stderr) == (status, True)


def test_it_refuses_an_unknown_profile(environment):
    environment["PROFILE"] = "http"

    assert "https or http-intranet" in start(environment).stderr


@pytest.mark.parametrize(("profile", "secure"), [("https", "True True True"), ("http-intranet", "False False False")])
def test_cookies_are_secure_where_the_wire_is(environment, profile, secure):
    environment["PROFILE"] = profile
    names = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"

    answer = start(environment, f"from django.conf import settings as s; print({names})")

    assert answer.stdout.strip() == secure


def test_it_starts_without_debugging(environment):
    environment["DEBUG"] = "1"

    assert start(environment, "from django.conf import settings as s; print(s.DEBUG)").stdout.strip() == "False"


@pytest.mark.parametrize(("given", "required"), [({}, "True"), ({"MFA_REQUIRED": "false"}, "False")])
def test_a_second_factor_is_required_unless_the_installation_says_otherwise(environment, given, required):
    answer = start(environment | given, "from django.conf import settings as s; print(s.MFA_REQUIRED)")

    assert answer.stdout.strip() == required


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, "10 None"), ({"PASSWORD_PROFILE": "dengbao"}, "8 90")],
)
def test_the_rules_for_passwords_follow_the_profile(environment, given, expected):
    length = "s.AUTH_PASSWORD_VALIDATORS[0]['OPTIONS']['min_length']"

    answer = start(environment | given, f"from django.conf import settings as s; print({length}, s.PASSWORD_MAX_DAYS)")

    assert answer.stdout.strip() == expected


def test_it_refuses_an_unknown_password_profile(environment):
    environment["PASSWORD_PROFILE"] = "none"

    assert "asvs or dengbao" in start(environment).stderr


@pytest.mark.parametrize(
    ("address", "sent"),
    [("", "False"), ("consolemail://", "False"), ("filemail://", "False"), ("smtp://mail.invalid:25", "True")],
)
def test_mail_counts_as_sent_only_where_a_server_takes_it(environment, address, sent):
    given = {"EMAIL_URL": address} if address else {}

    answer = start(environment | given, "from django.conf import settings as s; print(s.MAIL_IS_SENT)")

    assert answer.stdout.strip() == sent


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"OIDC_ISSUER": "https://sso.invalid"}, 1),
        ({"OIDC_ISSUER": "https://sso.invalid", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}, 0),
    ],
)
def test_an_identity_server_is_named_wholly_or_not_at_all(environment, given, status):
    assert start(environment | given).returncode == status


@pytest.mark.django_db
def test_the_deploy_check_names_a_demo_city_as_the_web_process_does(environment):
    environment["DATABASE_URL"] = copy_database("check")
    with connected_to(environment["DATABASE_URL"]):
        Installation.objects.create(is_demo=True)

    answer = manage(environment, "check", "--deploy", "--database", "default")

    assert (answer.returncode, "people.E001" in answer.stderr) == (1, True)


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_key_file_is_made_by_a_command_that_needs_none_and_stays(environment, tmp_path):
    keys = tmp_path / "etc" / "keys.json"
    environment["ZHENGXUN_KEYS"] = str(keys)

    first = manage(environment, "make_keys")
    made = keys.read_bytes()
    again = manage(environment, "make_keys")

    assert (first.returncode, again.returncode, keys.stat().st_mode & 0o777) == (0, 0, 0o600), first.stderr
    assert keys.read_bytes() == made


@pytest.mark.parametrize(
    "command",
    [
        ["setup_city"],
        ["demo"],
        ["verify_records"],
        ["export_attendance", "--year", "2026", "--format", "csv", "--output", os.devnull],
        ["rebuild_name_keys"],
    ],
)
def test_a_command_before_migrate_says_what_to_run(environment, command):
    answer = manage(environment, *command)

    assert (answer.returncode, "Run manage.py migrate" in answer.stderr) == (1, True)
    assert "Traceback" not in answer.stderr


PAGES = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "peixun.example.gov.cn", "x-forwarded-proto": "https"})
for path in ("/accounts/login/", "/readyz"):
    answer = client.get(path, secure=True)
    print(answer.status_code, answer.content.decode())
"""


def test_a_new_folder_says_what_is_missing_until_all_of_it_is_there(environment):
    """Neither tables nor style files: the page names the commands, and readiness does not call it well."""
    environment["PROFILE"] = "http-intranet"

    bare = start(environment, PAGES).stdout
    assert ("manage.py collectstatic" in bare, "500 " in bare, "503 " in bare) == (True, True, True)
    assert all(f'"{name}": false' in bare for name in ("migrations", "static"))

    manage(environment, "collectstatic", "--noinput")
    styled = start(environment, PAGES).stdout
    assert ("manage.py migrate" in styled, '"static": true' in styled) == (True, True)

    manage(environment, "migrate")
    ready = start(environment, PAGES).stdout
    assert (ready.count("200 "), '"migrations": true' in ready) == (2, True)


@pytest.mark.django_db
@pytest.mark.parametrize("kept", ["in the backup", "apart"])
def test_a_backup_is_put_back_on_an_empty_machine_as_operations_says(environment, tmp_path, kept):
    """Only the backup, the code, and the keys where they are kept."""
    environment["DATABASE_URL"] = copy_database("lost")
    assert manage(environment, "backup", tmp_path / "backups").returncode == 0
    (backup,) = (tmp_path / "backups").glob("zhengxun-*")
    machine = tmp_path / "machine"
    environment["ZHENGXUN_DATA"], environment["ZHENGXUN_KEYS"] = str(machine / "data"), str(machine / "etc/keys.json")
    if kept == "apart":
        (backup / "keys").rename(tmp_path / "medium")
        missing = manage(environment, "restore", tmp_path / "backups")
        assert (missing.returncode, "Traceback" in missing.stderr) == (1, False)
        (machine / "etc").mkdir(parents=True)
        (tmp_path / "medium" / "keys.json").rename(machine / "etc/keys.json")
    if environment["DATABASE_URL"].startswith("sqlite"):
        environment["DATABASE_URL"] = f"sqlite:///{machine / 'data' / 'db.sqlite3'}"

    answer = manage(environment, "restore", tmp_path / "backups")

    assert (answer.returncode, "0 problems" in answer.stdout) == (0, True), answer.stderr
    assert manage(environment, "check", "--deploy", "--database", "default").returncode == 0
