"""Takes the pictures of the README from a demo city of its own: `make screenshots`."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pylopdf_fonts_zh_cn
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
# name: role, address, width and height of the window
PICTURES = {
    "plan": ("training_officer", "/training/plan/", (1366, 768)),
    "qr-screen": ("class_teacher", "", (1366, 768)),
    "my-training": ("trainee", "/me/", (360, 740)),
    "report": ("hr", "/reports/", (1366, 768)),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ZHENGXUN_DATA": folder, "DJANGO_SETTINGS_MODULE": "lms.settings.dev"}
        manage = [sys.executable, "manage.py"]
        subprocess.check_call([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment)
        answer = json.loads(subprocess.check_output([*manage, "demo", "--json"], cwd=ROOT, env=environment))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [".venv/bin/gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket", "--threads", "4"],
            cwd=ROOT,
            env=environment,
        )
        try:
            make_fonts_known(Path(folder))
            take_all(f"http://127.0.0.1:{port}", {a["role"]: a for a in answer["accounts"]})
        finally:
            server.terminate()
            server.wait()


def make_fonts_known(folder: Path) -> None:
    """A machine without Chinese fonts would show boxes; the PDF fonts serve the browser too."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for font in Path(pylopdf_fonts_zh_cn.__file__).parent.glob("*.otf"):
        (fonts / font.name).symlink_to(font)
    os.environ["XDG_DATA_HOME"] = str(folder)


def take_all(base: str, accounts: dict[str, dict[str, str]]) -> None:
    wait_for(f"{base}/healthz")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (role, address, size) in PICTURES.items():
            take(browser, base, accounts[role], name, address, size)
        browser.close()


def take(browser: Browser, base: str, account: dict[str, str], name: str, address: str, size: tuple[int, int]) -> None:
    page = browser.new_page(locale="zh-CN", viewport={"width": size[0], "height": size[1]})
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("load")
    page.goto(base + (address or page.locator("a[href*='/qr/']").first.get_attribute("href") or "/"))
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def wait_for(address: str) -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(address)  # noqa: S310 -- our own address
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    main()
