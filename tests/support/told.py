"""Who hears what of a verb: scenarios for the table in docs/notifications.md.

`tests/<app>/told.py` registers them with `@told("<action of the audit trail>")`; a verb may have several.
"""

import importlib
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from people.models import User
from tests.support.rights import APPS

DOC = Path(__file__).resolve().parents[2] / "docs" / "notifications.md"
CODE = re.compile(r"`([a-z]+\.[a-z_]+)`")
SCENARIOS: dict[str, list[Callable[[], "Told"]]] = defaultdict(list)


@dataclass(frozen=True)
class Told:
    """What is done, and the kind of the one message each account then gets; nobody else gets any."""

    act: Callable[[], Any]
    hear: dict[User, str]


def told(action: str):
    def register(prepare):
        SCENARIOS[action].append(prepare)
        return prepare

    return register


def all_scenarios() -> dict[str, list[Callable[[], Told]]]:
    for app in APPS:
        try:
            importlib.import_module(f"tests.{app}.told")
        except ModuleNotFoundError as error:
            if error.name not in (f"tests.{app}.told", f"tests.{app}"):
                raise
    return SCENARIOS


def documented() -> dict[str, set[str]]:
    """By verb the kinds of the first table."""
    text = DOC.read_text(encoding="utf-8").split("## Who is told of what")[1].split("### Verbs that tell nobody")[0]
    rows = [line.split("|")[1:4] for line in text.splitlines() if line.startswith("| `")]
    return {CODE.findall(verb)[0]: set(CODE.findall(kinds)) for verb, _who, kinds in rows}


def without_verb() -> set[str]:
    text = DOC.read_text(encoding="utf-8").split("Without a verb:")[1].split("###")[0]
    return set(CODE.findall(text))


def silent() -> list[str]:
    """The verbs of the second table, each of whose rows says why."""
    text = DOC.read_text(encoding="utf-8").split("### Verbs that tell nobody")[1].split("\n## ")[0]
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("|")][2:]
    assert all(why.strip() for why, _verbs in rows)
    return [code for _why, verbs in rows for code in CODE.findall(verbs)]
