from django.db import transaction

from common.sealing.crypto import seal_bytes, unseal_bytes
from intake.models import ListImport
from people.services.keys import any_of, sealed_with

# The file, what was read out of it, and how to undo it.
PARTS = ("file", "rows", "undo")
COLUMNS = [f"{part}_sealed" for part in PARTS]


def renew_files(versions: list[str]) -> int:
    """Seal kept files again, each in a transaction of its own; returns how many were written."""
    numbers = list(
        ListImport.objects.filter(any_of(sealed_with(version, COLUMNS) for version in versions)).values_list(
            "pk", flat=True
        )
    )
    for pk in numbers:
        with transaction.atomic():
            roster = ListImport.objects.select_for_update().get(pk=pk)
            for part in PARTS:
                if sealed := getattr(roster, f"{part}_sealed"):
                    content = unseal_bytes(sealed, aad=roster.aad(part))
                    setattr(roster, f"{part}_sealed", seal_bytes(content, aad=roster.aad(part)))
            roster.save(update_fields=COLUMNS)
    return len(numbers)


def files_in_need_of(version: str) -> int:
    return ListImport.objects.filter(sealed_with(version, COLUMNS)).count()
