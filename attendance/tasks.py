from celery import shared_task


@shared_task
def erase_leave() -> int:
    """Every night; safe to repeat."""
    from attendance.services.erasure import erase_leave_reasons  # noqa: PLC0415 -- leaf

    return erase_leave_reasons()
