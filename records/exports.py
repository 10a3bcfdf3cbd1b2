"""The printed certificate, made from its frozen content each time it is asked for."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from common.printing.pdf import render_pdf
from common.printing.qr import qr_svg
from common.templatetags.zhengxun import hours
from records.models import Certificate

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"


def certificate_pdf(certificate: Certificate, *, is_demo: bool) -> bytes:
    content = certificate.content
    data = {
        **{name: content[name] for name in ("name", "unit", "post", "class_title", "organiser")},
        "dates": f"{in_words(content['starts_on'])}至{in_words(content['ends_on'])}",
        "hours": hours(content["hours"]),
        "issued_on": in_words(content["issued_on"]),
        "number": certificate.number,
        "code": certificate.shown_code,
        "demo": is_demo,
        "revoked": certificate.revoked_at is not None,
        "qr": qr_image(certificate),
    }
    return render_pdf(TEMPLATE, data)


def qr_image(certificate: Certificate) -> str:
    """Empty unless the installation says under which address phones reach it."""
    if not settings.PUBLIC_URL:
        return ""
    address = reverse("records:verify_certificate", kwargs={"code": certificate.public_code})
    svg = qr_svg(settings.PUBLIC_URL + address, label=certificate.number)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def in_words(day: str) -> str:
    parsed = date.fromisoformat(day)
    return f"{parsed.year}年{parsed.month}月{parsed.day}日"
