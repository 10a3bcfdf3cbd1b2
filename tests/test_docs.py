"""The documents say what stands: links lead somewhere, commands and variables exist, and nothing is promised."""

import importlib
import re
import subprocess
from pathlib import Path

import pytest
import rules
from django.apps import apps
from django.core.management import get_commands
from wagtail import hooks

from notifications.kinds import message_kinds
from tests.test_architecture import RUNG

ROOT = Path(__file__).resolve().parents[1]
SETTINGS_ROW = re.compile(r"^\| (`[A-Z_]+`(?:[,、] ?`[A-Z_]+`)*) \|", re.MULTILINE)
# Set by whoever calls, read by other programs than ours.
OTHERS = {"DJANGO_SETTINGS_MODULE", "XDG_CACHE_HOME", "PYTHON", "PORT", "BIND"}


def documents() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def text_of_all(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(path):
    named = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    local = [name for name in named if "://" not in name]

    assert [name for name in local if not (path.parent / name).exists()] == []


def test_commands_that_the_documents_name_exist():
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    named = set(re.findall(r"manage\.py ([a-z_]{3,})", text))

    assert named - set(get_commands()) == set()


def test_targets_of_make_that_the_documents_name_exist():
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    named = set(re.findall(r"`make ([a-z]+)", text))
    phony = re.search(r"^\.PHONY: (.*)$", text_of_all("Makefile"), re.MULTILINE)

    assert phony
    assert named - set(phony[1].split()) == set()


def listed_settings(name: str) -> set[str]:
    rows = SETTINGS_ROW.findall(text_of_all(name))
    return {word for row in rows for word in re.findall(r"[A-Z_]+", row)}


def test_both_tables_of_settings_list_the_same():
    assert listed_settings("docs/operations.md") == listed_settings("docs/operations.zh-hans.md")


def test_every_setting_that_is_listed_is_read_somewhere():
    sources = [*ROOT.glob("lms/**/*.py"), *ROOT.glob("common/**/*.py"), *ROOT.glob("tests/support/*.py")]
    read = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    assert {name for name in listed_settings("docs/operations.md") - OTHERS if name not in read} == set()


def test_every_setting_that_is_read_is_listed():
    read = text_of_all(*(str(path.relative_to(ROOT)) for path in ROOT.glob("lms/settings/*.py")))
    named = set(re.findall(r"""env(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", read))

    assert named - listed_settings("docs/operations.md") == set()


def test_no_document_promises_what_no_test_holds():
    promising = re.compile(r"^(?:\*\*)?(?:Next|To do|TODO|Planned|待建)\b", re.MULTILINE | re.IGNORECASE)

    assert [str(path) for path in documents() if promising.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-hans.md"])
def test_the_first_page_fits_on_a_screen(name):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 50


def is_there(name: str) -> bool:
    """Whether a dotted name is a module of ours, or something in one; models and choices are named by their app."""
    app, *rest = name.split(".")
    models = {model.__name__: model for model in apps.get_app_config(app).get_models()}
    choices = vars(importlib.import_module(f"{app}.choices")) if (ROOT / app / "choices.py").is_file() else {}
    found = {**choices, **models}.get(rest[0])
    if not isinstance(found, type):
        return is_importable(name)
    return all(hasattr(found, part) for part in rest[1:])


def is_importable(name: str) -> bool:
    parts = name.split(".")
    # Settings of production refuse to be imported where they are not used.
    if parts[:2] == ["lms", "settings"]:
        return ROOT.joinpath(*parts).with_suffix(".py").is_file()
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        return all(hasattr(found, part) for part in parts[end:]) and len(parts) - end <= 1
    return False


def known_codes() -> set[str]:
    """What else has an app's name in front: actions of the trail, permissions, kinds of news, tasks, addresses."""
    actions = {code for hook in hooks.get_hooks("audit_actions") for code in hook()}
    return actions | {kind.code for kind in message_kinds()} | set(rules.permissions.permissions)


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_names_of_the_code_that_a_document_gives_are_there(path):
    ours = "|".join(sorted(RUNG))
    text = re.sub(r"(?ms)^    .*?$|^```.*?^```", "", path.read_text(encoding="utf-8"))
    named = set(re.findall(rf"`((?:{ours})(?:\.\w+)+)(?:\(\))?`", text)) - known_codes()

    assert sorted(name for name in named if not is_there(name)) == []
