import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
VENDORED = STATIC / "icons"
MANIFEST = VENDORED / "MANIFEST.sha256"

# What Chromium 90, the oldest browser we serve, lacks.
NEWER_THAN_CHROMIUM_90 = {
    ".css": {
        "color-mix()": r"\bcolor-mix\(",
        ":has()": r":has\(",
        "oklch": r"\boklch\b",
        "@container": r"@container\b",
        "dvh": r"\d\.?dvh\b",
        "nesting": r"(?:^|[{};,])\s*&",
    },
    ".js": {
        ".at()": r"\.at\(",
        "Object.hasOwn": r"\bObject\.hasOwn\b",
        ".findLast()": r"\.findLast\(",
        ".toSorted()": r"\.toSorted\(",
        "structuredClone": r"\bstructuredClone\b",
        "randomUUID": r"\brandomUUID\b",
    },
}

# Guarded uses that do no harm: (path under static/, feature): reason.
HARMLESS = {}

REMOTE = r"""["'`]?\s*(?:https?:)?//"""
LOADS_FROM_ELSEWHERE = {
    ".css": {
        "url()": rf"\burl\(\s*{REMOTE}",
        "@import": rf"@import\s*{REMOTE}",
        "src=": rf"\bsrc\s*=\s*{REMOTE}",
    },
    ".js": {
        "url()": rf"\burl\(\s*{REMOTE}",
        "@import": rf"@import\s*{REMOTE}",
        "import": r"""\b(?:import|from)\s*\(?\s*["'`](?:https?:)?//""",
        "src=": r"""\bsrc\s*=\s*\\?["'`]?\s*(?:https?:)?//""",
    },
}


def shipped():
    """Comments go from CSS only: in JS they cannot be told from strings and regexes without a parser."""
    for path in sorted(STATIC.rglob("*")):
        suffix = ".js" if path.suffix == ".mjs" else path.suffix
        if path.is_file() and suffix in (".css", ".js"):
            text = path.read_text(encoding="utf-8")
            if suffix == ".css":
                text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
            yield path.relative_to(STATIC).as_posix(), suffix, text


def found(patterns):
    return {
        (name, feature)
        for name, suffix, text in shipped()
        for feature, pattern in patterns[suffix].items()
        if re.search(pattern, text, flags=re.IGNORECASE if suffix == ".css" else 0)
    }


def test_every_vendored_file_matches_the_manifest_and_none_is_unlisted():
    listed = {}
    for line in MANIFEST.read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    present = {
        path.relative_to(VENDORED).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.rglob("*")
        if path.is_file() and path != MANIFEST
    }
    assert listed, "an empty manifest would vouch for an empty directory"
    assert present == listed


def test_the_manifest_is_sorted_by_path():
    """So that an upgrade shows as a short diff."""
    names = [line.split("  ", 1)[1] for line in MANIFEST.read_text(encoding="utf-8").splitlines()]
    assert names == sorted(names)


def test_no_stylesheet_or_script_uses_what_chromium_90_lacks():
    """Equality, so that an exception no longer needed is reported too."""
    assert found(NEWER_THAN_CHROMIUM_90) == set(HARMLESS)


def test_no_stylesheet_or_script_loads_anything_from_another_host():
    """Namespaces in data: URIs and links in comments or messages are not loaded, so they may stay."""
    assert found(LOADS_FROM_ELSEWHERE) == set()


TEMPLATES = STATIC.parent / "templates"
TEMPLATE_LINE = 120


def test_a_line_of_a_template_can_be_read_without_scrolling():
    long = {
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in TEMPLATES.rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > TEMPLATE_LINE
    }

    assert long == set()
