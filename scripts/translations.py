"""Keeps the Chinese catalogue complete.

update   collect the texts from code and templates (needs GNU gettext), then compile
missing  list what is untranslated, as JSON to fill in
merge F  fill in translations from a JSON file {"English": "中文"}, then compile
check    nothing untranslated, no stale catalogue, the compiled file is current; works without gettext
"""

import json
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
IGNORED = ("var", ".venv", "tests", "scripts", "bench")


def load() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), wrapwidth=110)


def compile_catalogue(catalogue: polib.POFile) -> None:
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def update() -> int:
    ignore = [part for name in IGNORED for part in ("-i", name)]
    command = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-wrap", "--no-location", *ignore]
    subprocess.check_call(command, cwd=ROOT)
    catalogue = load()
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    catalogue.metadata.pop("POT-Creation-Date", None)
    catalogue.metadata.pop("PO-Revision-Date", None)
    catalogue.metadata["Plural-Forms"] = "nplurals=1; plural=0;"
    catalogue.save()
    compile_catalogue(catalogue)
    missing = untranslated(catalogue)
    print(f"{len(catalogue)} texts, {len(missing)} untranslated")
    return 0


def untranslated(catalogue: polib.POFile) -> list[polib.POEntry]:
    return [entry for entry in catalogue if not entry.translated() and not entry.obsolete]


def key(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid


def merge(file: str) -> int:
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    catalogue = load()
    for entry in catalogue:
        chinese = texts.get(key(entry))
        if chinese and entry.msgid_plural:
            entry.msgstr_plural = {0: chinese}
        elif chinese:
            entry.msgstr = chinese
    catalogue.save()
    compile_catalogue(catalogue)
    print(f"{len(untranslated(catalogue))} untranslated")
    return 0


def check() -> int:
    catalogue = load()
    problems = [f"untranslated: {entry.msgid}" for entry in untranslated(catalogue)]
    problems += [f"fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries()]
    compiled = {key(e): e.msgstr or e.msgstr_plural for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    if compiled != {key(e): e.msgstr or e.msgstr_plural for e in catalogue}:
        problems.append("the compiled catalogue is old: run make translations")
    print("\n".join(problems) or f"translations: {len(catalogue)} texts, complete")
    return 1 if problems else 0


def missing() -> int:
    print(json.dumps({key(entry): "" for entry in untranslated(load())}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    words = {"update": update, "check": check, "missing": missing}
    sys.exit(merge(sys.argv[2]) if sys.argv[1:2] == ["merge"] else words[sys.argv[1]]())
