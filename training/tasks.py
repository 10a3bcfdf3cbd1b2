from celery import shared_task


@shared_task
def erase_details() -> int:
    """Every night; safe to repeat."""
    from training.services.erasure import erase_arrival_details, erase_leave_reasons  # noqa: PLC0415 -- leaf

    return erase_leave_reasons() + erase_arrival_details()
