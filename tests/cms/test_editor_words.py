"""The words of the page editor that our catalogue has in the place of Wagtail's."""

from pathlib import Path

import polib
import wagtail
from django.utils.translation import gettext, override

from cms.editor_words import WORDS

HOME = Path(wagtail.__file__).parent


def test_every_word_is_one_of_wagtails():
    """Equality with what its English catalogues have, so that one it gives up is noticed."""
    theirs = {
        entry.msgid
        for part in ("admin", "", "images", "documents")
        for entry in polib.pofile(str(HOME / part / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    }

    assert [word for word in WORDS if word not in theirs] == []


def test_the_editor_speaks_chinese_with_them():
    with override("zh-hans"):
        assert gettext("Schedule to publish") == "定时发布"
