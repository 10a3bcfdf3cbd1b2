"""Keeping the office's own forms."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.office_forms import open_form, problems_of
from people.models import User
from people.trail import audit
from reports.choices import FormPurpose
from reports.models import FormTemplate
from reports.placeholders import words_of
from reports.starters import STARTERS, starter_form

LARGEST_NAME = 200


def form_problems(data: bytes, file_name: str, purpose: str) -> list[str]:
    """What keeps a file from being a form of this purpose, a sentence each."""
    try:
        book = open_form(data, file_name)
    except NotAllowed as refusal:
        return [str(refusal)]
    return problems_of(book, words_of(purpose))


def upload_form(*, name: str, purpose: str, file_name: str, data: bytes, by: User | None) -> FormTemplate:
    """Keep a workbook as a form, once every placeholder in it is known."""
    if problems := form_problems(data, file_name, purpose):
        raise NotAllowed(" ".join(problems), code="not_a_form")
    template = FormTemplate(
        name=name,
        purpose=FormPurpose(purpose),
        file=data,
        file_name=file_name[-LARGEST_NAME:],
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
    )
    try:
        with transaction.atomic():
            template.save()
            audit.record(template, "reports.upload_form", by=by, data={"purpose": purpose, "sha256": template.sha256})
    except IntegrityError as error:
        message = _("A form of this name is in use. Choose another name, or retire that form.")
        raise NotAllowed(message, code="name_taken") from error
    return template


@transaction.atomic
def retire_form(*, template: FormTemplate, by: User) -> FormTemplate:
    """Offer a form no longer; safe to repeat."""
    template = FormTemplate.objects.without_file().select_for_update().get(pk=template.pk)
    if template.retired_at is not None:
        return template
    template.retired_by, template.retired_at = by, timezone.now()
    template.save(update_fields=["retired_by", "retired_at"])
    audit.record(template, "reports.retire_form", by=by, data={"sha256": template.sha256})
    return template


@transaction.atomic
def copy_forms() -> bool:
    """Give a new city the two forms to start from; a city that has forms keeps to them."""
    if FormTemplate.objects.exists():
        return False
    for purpose, starter in STARTERS.items():
        upload_form(
            name=starter.name,
            purpose=purpose,
            file_name=f"{starter.name}.xlsx",
            data=starter_form(purpose),
            by=None,
        )
    return True
