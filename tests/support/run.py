"""Run the suite once per database engine; what this command does not know goes on to pytest.

Coverage, where asked for, is measured in the first run only: it makes a run half as long again, and the lines are the
same. The first is SQLite's, which no machine skips.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

from tests.support.requirements import is_required
from tests.support.servers import MissingProgram, PrivatePostgres, PrivateRedis

ENGINES = ("sqlite", "postgresql")
VARIABLES = {"TEST_DATABASE_URL": PrivatePostgres, "TEST_REDIS_URL": PrivateRedis}


def main():
    options, pytest_arguments = parse(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    outcomes = []
    for engine in options.engines:
        outcomes.append(run_engine(engine, pytest_arguments))
        pytest_arguments = [*pytest_arguments, "--no-cov"]
    for engine, (line, _) in zip(options.engines, outcomes, strict=True):
        print(f"{engine}: {line}")
    return 0 if all(good for _, good in outcomes) else 1


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.support.run", description=__doc__, allow_abbrev=False)
    parser.add_argument("--engines", type=engine_names, default=ENGINES, help="comma separated: sqlite,postgresql")
    options, pytest_arguments = parser.parse_known_args(arguments)
    return options, [argument for argument in pytest_arguments if argument != "--"]


def engine_names(text):
    names = set(text.split(","))
    if unknown := names - set(ENGINES):
        raise argparse.ArgumentTypeError(f"unknown engine: {', '.join(sorted(unknown))}")
    return tuple(engine for engine in ENGINES if engine in names)


def run_engine(engine, pytest_arguments):
    """One closing line, and whether it is good news."""
    with ExitStack() as servers:
        try:
            environment = services(servers) if engine == "postgresql" else {}
        except MissingProgram as missing:
            return (f"failed: {missing}", False) if is_required("services") else (f"skipped: {missing}", True)
        print(f"== {engine} ==", flush=True)
        started = time.monotonic()
        status = run_pytest(environment, pytest_arguments)
        word = "failed" if status else "passed"
        return f"{word} in {time.monotonic() - started:.0f} s", not status


def services(servers):
    """Where the services are: as the caller's environment says, else private servers."""
    environment = {}
    for name, server in VARIABLES.items():
        environment[name] = os.environ.get(name) or servers.enter_context(server()).url
    return environment


def run_pytest(environment, arguments):
    parallel = [] if any(word.startswith(("-n", "--numprocesses")) for word in arguments) else ["-n", str(cores())]
    inherited = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    command = [sys.executable, "-m", "pytest", *parallel, *arguments]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


def cores():
    return max(2, len(os.sched_getaffinity(0)))


if __name__ == "__main__":
    sys.exit(main())
