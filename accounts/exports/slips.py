"""Printed papers about accounts."""

from pathlib import Path

from django.utils import timezone

from accounts.services.passwords import Slip
from common.printing.pdf import render_pdf
from common.printing.qr import qr_svg

TEMPLATES = Path(__file__).parents[1] / "typst"


def slips_pdf(slips: list[Slip], *, address: str, is_demo: bool) -> bytes:
    """Eight slips a page to cut apart; the QR code holds the address only, never the code."""
    svg = qr_svg(address, label=address).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    data = {
        "address": address,
        "qr": svg,
        "demo": is_demo,
        "slips": [
            {
                "unit": slip.unit,
                "name": slip.name,
                "username": slip.username,
                "code": slip.code,
                "until": in_words(slip.until),
            }
            for slip in slips
        ],
    }
    return render_pdf(TEMPLATES / "slips.typ", data)


def in_words(moment) -> str:
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
