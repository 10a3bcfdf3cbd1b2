from celery import shared_task


@shared_task
def erase_arrivals() -> int:
    """Every night; safe to repeat."""
    from admission.services.erasure import erase_arrival_details  # noqa: PLC0415 -- leaf

    return erase_arrival_details()
