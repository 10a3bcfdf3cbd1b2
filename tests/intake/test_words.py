"""One word for one thing, on every page about a list."""

import re
from pathlib import Path

import polib
from django.utils import translation

from intake.templatetags.intake import verdict_word
from intake.verdicts import ERROR, FIXED, OK, SKIPPED, WARNING

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def test_verdicts_are_called_as_the_glossary_says():
    [row] = re.findall(r"^\| verdict: .* \| 校验结果：(.*?) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M)
    with translation.override("zh-hans"):
        words = [str(verdict_word(status)) for status in (OK, FIXED, WARNING, ERROR, SKIPPED)]

    assert words == row.split(" / ")


def test_a_warning_is_called_by_no_other_word():
    texts = [text for entry in polib.pofile(str(CATALOGUE)) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "警告" in path.read_text(encoding="utf-8")]

    assert ([text for text in texts if "警告" in text], pages) == ([], [])
