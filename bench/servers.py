"""The servers of a measurement: PostgreSQL and Redis of its own, and two web servers started the same way."""

import json
import os
import subprocess
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.servers import PrivatePostgres, PrivateServer

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 4
GUNICORN = f"--worker-class gthread --workers {WORKERS} --threads {THREADS} --no-control-socket --log-level warning"


class DurablePostgres(PrivatePostgres):
    """As in real operation: what is acknowledged is on the disk. The tests' server may lose it."""

    in_memory = False
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}

    def make_database(self, name):
        """A new empty database, by its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"{self.url.removesuffix('postgres')}{name}"


class Web(PrivateServer):
    """gunicorn with one application, as the README starts it."""

    def __init__(self, application, environment, *, health):
        self.application, self.environment, self.health = application, environment, health

    def run(self, how, command, **options):
        return super().run(how, command, env=os.environ | self.environment, **options)

    def command(self):
        bind = ["--bind", f"127.0.0.1:{self.port}", "--chdir", str(ROOT), "--worker-tmp-dir", "/dev/shm"]  # noqa: S108
        return [sys.executable, "-m", "gunicorn", self.application, *GUNICORN.split(), *bind]

    def answers(self):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", self.health)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def real_site(environment):
    return Web("lms.wsgi", environment, health="/healthz")


def floor_site(environment):
    return Web("bench.floor", environment, health="/empty/")


def fill_floor(environment, people):
    """Makes the floor's database; the session keys of its people."""
    command = [sys.executable, "-m", "bench.floor", str(people)]
    printed = subprocess.check_output(command, cwd=ROOT, env=os.environ | environment)
    return json.loads(printed)
