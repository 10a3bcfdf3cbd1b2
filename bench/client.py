"""The load: threads that send calls, one connection a call as a proxy without keep-alive makes them."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

PATIENCE = 60


@dataclass(frozen=True)
class Call:
    """A request and the answer it has to get."""

    path: str
    cookies: str
    body: bytes | None = None
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200
    location: str | None = None

    def problem_with(self, status: int, location: str | None) -> str:
        """Why an answer is not the expected one; empty when it is."""
        if status != self.status:
            return f"{self.path} answered {status}, not {self.status}"
        if self.location is not None and location != self.location:
            return f"{self.path} led to {location}, not {self.location}"
        return ""


@dataclass(frozen=True)
class Reply:
    problem: str
    seconds: float
    size: int = 0
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Load:
    """What came of some calls: how long each took, what went wrong, how long all took together."""

    latencies: list[float] = field(default_factory=list)
    problems: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, replies: Sequence[Reply]) -> None:
        self.latencies += [reply.seconds for reply in replies]
        self.problems.update(reply.problem for reply in replies if reply.problem)


def send(port: int, call: Call) -> Reply:
    started = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(
            "GET" if call.body is None else "POST",
            call.path,
            call.body,
            {"Cookie": call.cookies, "Connection": "close", "Content-Type": call.content_type, **dict(call.headers)},
        )
        answer = connection.getresponse()
        size = len(answer.read())
    except (OSError, HTTPException) as error:
        return Reply(f"{call.path}: {type(error).__name__} {error}", time.perf_counter() - started)
    finally:
        connection.close()
    problem = call.problem_with(answer.status, answer.headers.get("Location"))
    return Reply(problem, time.perf_counter() - started, size, dict(answer.headers))


def drive(port: int, scripts: Sequence[Sequence[Call]], clients: int) -> Load:
    """Send all scripts with so many clients at once; a client sends the calls of a script one after the other."""
    waiting, lock, load = iter(scripts), threading.Lock(), Load()
    start = threading.Barrier(clients + 1)

    def work() -> None:
        start.wait()
        while True:
            with lock:
                script = next(waiting, None)
            if script is None:
                return
            replies = [send(port, call) for call in script]
            with lock:
                load.add(replies)

    threads = [threading.Thread(target=work, daemon=True) for _client in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - started
    return load
