"""Measures the system beside its bare floor: CPU for each request as a ratio, and the peaks. See bench/README.md."""

import argparse
import importlib
import os
import secrets
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.goals import GOALS
from bench.measure import FULL, QUICK
from bench.servers import ROOT, DurablePostgres
from common.sealing.crypto import create_keys_file
from tests.support.servers import MissingProgram, PrivateRedis

OUTPUT = ROOT / "var" / "bench.json"


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        try:
            postgres, redis = stack.enter_context(DurablePostgres()), stack.enter_context(PrivateRedis())
        except MissingProgram as missing:
            print(f"{missing}: the bench starts PostgreSQL and Redis servers of its own.", file=sys.stderr)
            return 2
        folder = Path(tempfile.mkdtemp(prefix="zhengxun-bench-"))
        stack.callback(shutil.rmtree, folder)
        real, floor = environments(postgres, redis, folder)
        os.environ.update(real)
        importlib.import_module("lms.wsgi")  # as the web processes do: settings, then the apps
        run = importlib.import_module("bench.run").run
        services = [postgres.process.pid, redis.process.pid]
        plan = replace(QUICK if options.quick else FULL, people=options.people)
        return run(options.steps or list(GOALS), plan, real, floor, services, options.output)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"all without one: {' '.join(GOALS)}")
    parser.add_argument("--quick", action="store_true", help="few requests: a look, not a figure to quote")
    parser.add_argument("--people", type=int, default=0, metavar="N", help="first put so many people into the roster")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where the JSON goes (%(default)s)")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.steps if name not in GOALS]:
        parser.error(f"no such step: {' '.join(unknown)}. There are: {' '.join(GOALS)}")
    return options


def environments(postgres, redis, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Settings of the real site and of the floor: one server, a database each."""
    keys = folder / "keys.json"
    create_keys_file(keys)
    both = {"SECRET_KEY": secrets.token_urlsafe(60)}
    real = {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": postgres.make_database("real"),
        "REDIS_URL": redis.url,
        "ZHENGXUN_DATA": str(folder),
        "ZHENGXUN_KEYS": str(keys),
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "",
        "PROFILE": "http-intranet",
    }
    return both | real, both | {"DATABASE_URL": postgres.make_database("floor")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
