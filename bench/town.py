"""What the steps draw on: the demo city's accounts, the crowd, and the people of the floor."""

import itertools
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from bench.city import Crowd, session_of
from bench.client import Call
from lms.demo_city import read_answer
from people.choices import Role
from people.models import User

CSRF = secrets.token_hex(16)
SAVES = json.dumps({"saves": [{"item": item, "payload": [1]} for item in range(1, 6)]}).encode()
FLOOR = {
    "questions": Call("/questions/", ""),
    "save": Call("/save/", "", SAVES),
    "update": Call("/update/", "", b"{}"),
}


@dataclass(frozen=True)
class Town:
    crowd: Crowd
    floor_keys: list[str]

    @cached_property
    def trainee(self) -> User:
        """Of the demo city, with classes, courses and an examination."""
        return self.account_of(Role.TRAINEE)

    def account_of(self, role: str) -> User:
        """The demo city's account that is printed for the role."""
        account = next(account for account in read_answer()["accounts"] if account["role"] == role)
        return User.objects.select_related("person").get(username=account["username"])

    def floor_scripts(self, view: str) -> Callable[[int], list[list[Call]]]:
        """Calls of a view of the floor, by one person after the other."""
        calls = itertools.cycle([replace(FLOOR[view], cookies=f"sessionid={key}") for key in self.floor_keys])
        return lambda n: [[call] for call in itertools.islice(calls, n)]


def cookies_of(user: User, **more: str) -> str:
    """A signed-in browser's cookies, with the token every POST repeats."""
    values = {"sessionid": session_of(user), "csrftoken": CSRF, **more}
    return "; ".join(f"{name}={value}" for name, value in values.items())
