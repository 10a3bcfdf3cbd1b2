"""What everybody does in a browser, and how a test reads what they see and what they are given."""

import io
import re

import pypdf
import zxingcpp
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from PIL import Image, ImageDraw

from tests.factories.people import UserFactory

PASSWORD = "correct horse battery"
# How a square is painted on the paper; one of side one is a module of the QR code.
SQUARE = re.compile(r"\b(\d+) (\d+) m (\d+) \2 l \3 (\d+) l \1 \4 l")
PIXELS_A_MODULE = 8


def account(username, **fields):
    return UserFactory(username=username, password=make_password(PASSWORD), **fields)


def sign_in(page, username, password=PASSWORD):
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.click("form:has([name=password]) button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def submit(page, field):
    """Press the button of the form that holds `field`."""
    page.click(f"#main form:has([name='{field}']) button[type=submit] >> nth=0")


def visit(page, site, name, **kwargs):
    page.goto(site.url + reverse(name, kwargs=kwargs))


def given(page, click):
    """The bytes of the file a press hands out."""
    with page.expect_download() as download:
        page.click(click)
    return download.value.path().read_bytes()


def read_codes(image):
    return [code.text for code in zxingcpp.read_barcodes(image)]


def scanned(page):
    """What a phone reads off the screen."""
    return read_codes(Image.open(io.BytesIO(page.screenshot())))


def paper_of(pdf):
    """The first page of a PDF."""
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0]


def words_on(paper):
    return "".join(paper.extract_text().split())


def scanned_on(paper):
    """What a phone reads off the paper: the squares of its QR code, painted as the paper has them."""
    squares = [tuple(map(int, found)) for found in SQUARE.findall(paper.get_contents().get_data().decode("latin-1"))]
    modules = [(left, top) for left, top, right, bottom in squares if (right - left, bottom - top) == (1, 1)]
    side = (max(max(module) for module in modules) + 5) * PIXELS_A_MODULE
    image = Image.new("L", (side, side), "white")
    draw = ImageDraw.Draw(image)
    for left, top in modules:
        x, y = left * PIXELS_A_MODULE, top * PIXELS_A_MODULE
        draw.rectangle((x, y, x + PIXELS_A_MODULE - 1, y + PIXELS_A_MODULE - 1), fill="black")
    return read_codes(image)
