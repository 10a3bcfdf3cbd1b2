from celery import shared_task


@shared_task
def erase_leave_reasons() -> int:
    """Every night; safe to repeat."""
    from training.services.erasure import erase_leave_reasons as erase  # noqa: PLC0415 -- leaf

    return erase()
