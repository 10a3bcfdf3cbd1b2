"""The bench against real servers, in its smallest size."""

import json
import secrets

import pytest
from django.conf import settings
from django.db import connection

from bench.__main__ import main
from bench.client import Call, drive, send
from bench.measure import Plan
from bench.servers import fill_floor, floor_site
from bench.statements import ASKED, COUNTED
from tests.support.browser import copy_files
from tests.support.databases import connected_to, copy_database

SAVES = json.dumps({"saves": [{"item": item, "payload": [0]} for item in range(1, 6)]}).encode()


def floor_environment(folder):
    return {"DATABASE_URL": f"sqlite:///{folder / 'floor.sqlite3'}", "SECRET_KEY": secrets.token_urlsafe(60)}


@pytest.fixture(scope="module")
def floor(tmp_path_factory):
    """The floor on SQLite, and the cookie of one signed-in person."""
    environment = floor_environment(tmp_path_factory.mktemp("floor"))
    (key,) = fill_floor(environment, 1)
    with floor_site(environment) as web:
        yield web, f"sessionid={key}"


@pytest.mark.parametrize(
    ("path", "body", "statements"),
    [("/empty/", None, 0), ("/questions/", None, 4), ("/save/", SAVES, 5), ("/update/", b"", 4)],
)
def test_a_view_of_the_floor_takes_exactly_its_statements(floor, path, body, statements):
    web, cookies = floor
    reply = send(web.port, Call(path, cookies, body, headers=((ASKED, "1"),)))

    assert (reply.problem, reply.headers[COUNTED]) == ("", str(statements))


def test_the_floor_shows_five_questions_with_their_options(floor):
    web, cookies = floor
    page = send(web.port, Call("/questions/", cookies))

    assert page.size > 5 * 4 * len('<input type="radio">')


def test_the_floor_knows_nobody_without_a_session(floor):
    web, _cookies = floor

    assert send(web.port, Call("/questions/", "", status=403)).problem == ""


def test_a_request_that_does_not_ask_is_not_counted(floor):
    web, cookies = floor

    assert COUNTED not in send(web.port, Call("/questions/", cookies)).headers


def test_every_script_is_sent_once_and_wrong_answers_are_told(floor):
    web, cookies = floor
    load = drive(web.port, [[Call("/empty/", cookies)] * 3, [Call("/nowhere/", cookies)]] * 5, clients=4)

    assert (len(load.latencies), load.problems) == (20, {"/nowhere/ answered 404, not 200": 5})


def test_a_server_that_is_gone_is_an_error_and_not_a_crash():
    assert send(1, Call("/", "")).problem.startswith("/: ConnectionRefusedError")


def test_an_unknown_step_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["no_such_step"])

    assert (ended.value.code, "dashboard" in capsys.readouterr().err) == (2, True)


def test_a_missing_server_program_is_named(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("tests.support.servers.DEBIAN_POSTGRES", "/nowhere/*")

    assert (main(["dashboard"]), capsys.readouterr().err) == (
        2,
        "initdb is not installed: the bench starts PostgreSQL and Redis servers of its own.\n",
    )


@pytest.mark.services
def test_a_step_is_measured_on_the_running_site(django_db_setup, django_db_blocker, redis_url, tmp_path):
    from bench.city import load_crowd
    from bench.run import measure_all, report_errors
    from bench.town import Town

    if connection.vendor != "postgresql":
        pytest.skip("the bench measures PostgreSQL")
    bare = floor_environment(tmp_path)
    copy_files(tmp_path)
    with django_db_blocker.unblock():
        database = copy_database("bench")
        real = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database,
            "REDIS_URL": redis_url,
            "SECRET_KEY": settings.SECRET_KEY,
            "ZHENGXUN_DATA": str(tmp_path),
            "ZHENGXUN_KEYS": str(tmp_path / "keys.json"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "PROFILE": "http-intranet",
        }
        with connected_to(database):
            town = Town(load_crowd(2), fill_floor(bare, 2))
            (result,) = measure_all(["save_answers"], Plan(rounds=1, calls=4, bursts=1), town, real, bare, [])

    assert (result.errors, result.statements, set(result.wall_ms)) == (0, 7, {1, 8, 32})
    assert (result.cpu_ms > 0, result.floor_ratio > 0, report_errors([result])) == (True, True, 0)
