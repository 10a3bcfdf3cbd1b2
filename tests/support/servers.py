"""Private PostgreSQL and Redis servers: a free loopback port, a folder of its own, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest
import redis

from tests.support.requirements import require

DEBIAN_POSTGRES = "/usr/lib/postgresql/*/bin"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- names are random
MEMORY_NEEDED = 2 * 1024**3


class MissingProgram(Exception):
    def __init__(self, name):
        super().__init__(f"{name} is not installed")
        self.name = name


def memory():
    """Where files are made fastest: a copy of a database on PostgreSQL is more than a thousand. Some containers have
    next to none of it."""
    roomy = os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free > MEMORY_NEEDED
    return SHARED_MEMORY if roomy else Path(tempfile.gettempdir())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_program(name):
    """On the PATH, or where Debian keeps PostgreSQL's server programs, the newest first."""
    kept_off_the_path = sorted(Path("/").glob(f"{DEBIAN_POSTGRES[1:]}/{name}"), key=_major_version, reverse=True)
    program = shutil.which(name) or next(map(str, kept_off_the_path), None)
    if program is None:
        raise MissingProgram(name)
    return program


def _major_version(program):
    return float(program.parent.parent.name)


def wait_until(answers, *, process, seconds, log):
    """Poll until `answers()` is true; an ended process or the time limit is an error with the log's end."""
    limit = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None:
            raise RuntimeError(f"The process ended with status {process.returncode}.\n{_tail(log)}")
        if time.monotonic() > limit:
            raise RuntimeError(f"No answer within {seconds} s.\n{_tail(log)}")
        time.sleep(0.05)


def _tail(log):
    return log.read_text(errors="replace")[-4000:]


def end_group(process, *, by=signal.SIGTERM, patience=20):
    """End a process that leads its own group, and whatever of the group outlives it."""
    if process.poll() is None:
        os.killpg(process.pid, by)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class PrivateServer:
    """Context manager around one server process; `url` is valid inside."""

    programs: tuple[str, ...] = ()
    in_memory = False
    stop_signal = signal.SIGTERM

    def __enter__(self):
        self.paths = {name: find_program(name) for name in self.programs}
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="zx_test_server_", dir=memory() if self.in_memory else None))
        self.log = self.folder / "log"
        self.process = None
        try:
            self.prepare()
            with self.log.open("ab") as log:
                self.process = self.run(subprocess.Popen, self.command(), stdout=log, stderr=log)
            wait_until(self.answers, process=self.process, seconds=30, log=self.log)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        if self.process is not None:
            end_group(self.process, by=self.stop_signal)
        shutil.rmtree(self.folder)

    def run(self, how, command, **options):
        """Start a program in the server's folder, out of reach of the terminal's Ctrl-C."""
        return how(command, cwd=self.folder, start_new_session=True, **options)

    def prepare(self):
        pass


class PrivatePostgres(PrivateServer):
    programs = ("initdb", "postgres")
    in_memory = True
    stop_signal = signal.SIGINT
    # Nothing here has to survive a power cut.
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "autovacuum": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "256MB",
    }

    @property
    def url(self):
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, how, command, **options):
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            options |= {"user": "postgres", "group": "postgres", "extra_groups": []}
        return super().run(how, command, **options)

    def prepare(self):
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        options = [
            "--pgdata=data",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        made = self.run(
            subprocess.run,
            [self.paths["initdb"], *options, "--no-sync"],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed.\n{made.stdout}{made.stderr}")

    def command(self):
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        return [self.paths["postgres"], "-D", "data", "-p", str(self.port), *settings]

    def answers(self):
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class PrivateRedis(PrivateServer):
    programs = ("redis-server",)

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self):
        return [self.paths["redis-server"], "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]

    def answers(self):
        with redis.Redis.from_url(self.url) as client:
            try:
                return client.ping()
            except redis.ConnectionError:
                return False


@pytest.fixture(scope="session")
def redis_url():
    """The Redis of TEST_REDIS_URL, else a private one."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with ExitStack() as servers:
        try:
            server = servers.enter_context(PrivateRedis())
        except MissingProgram as missing:
            require("services", str(missing))
        yield server.url
