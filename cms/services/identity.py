"""Whose site this is: name, emblem and the facts of the footer."""

import hashlib
import io
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from common.errors import Facts, NotAllowed, check_row, refuse_other
from people.models import Installation, User
from people.trail import audit

TEXTS = ("system_name", "organiser", "operator", "site_code", "icp_number", "telephone")
LARGEST_EMBLEM = 1024 * 1024
# Drawn at 36 px on the site and at 20 mm on paper.
EMBLEM_SIDE = 256


@transaction.atomic
def set_identity(
    *,
    texts: dict[str, str],
    by: User | None,
    emblem: bytes | None = None,
    without_emblem: bool = False,
    seen: str = "",
) -> Installation:
    """Say whose site this is. `emblem` is a picture file, or None to keep the one that is there."""
    drawn = as_emblem(emblem) if emblem else None
    row, _new = Installation.objects.select_for_update().get_or_create(pk=1)
    refuse_other(seen, standing(row))
    before = standing(row)
    for name in TEXTS:
        setattr(row, name, texts[name].strip())
    if drawn or without_emblem:
        row.emblem = drawn or b""
        row.emblem_digest = hashlib.sha256(row.emblem).hexdigest() if drawn else ""
    check_row(row, exclude=("demo_day", "demo_answer", "last_backup_at"))
    row.save(update_fields=[*TEXTS, "emblem", "emblem_digest"])
    after = standing(row)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        audit.record(row, "cms.set_identity", by=by, data=changed)
    return row


def standing(row: Installation) -> Facts:
    """What the form shows."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in TEXTS}
    return facts | {"emblem": row.emblem_digest}


def as_emblem(data: bytes) -> bytes:
    """The picture as a PNG of the size it is shown in, and nothing else that was in the file."""
    if len(data) > LARGEST_EMBLEM:
        raise NotAllowed(_("The picture is larger than 1 MB. Make it smaller, and send it again."), code="too_large")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as picture:
            picture.thumbnail((EMBLEM_SIDE, EMBLEM_SIDE))
            output = io.BytesIO()
            picture.convert("RGBA").save(output, "PNG", optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        message = _("The file is no picture that can be read. Send a PNG, JPEG or WebP.")
        raise NotAllowed(message, code="no_picture") from error
    return output.getvalue()
