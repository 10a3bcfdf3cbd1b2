from celery import shared_task


@shared_task
def tell_hr_of_waiting_transfers() -> int:
    """Every morning; each request is told of once."""
    from roster.services.transfers import tell_hr_of_waiting_transfers as tell  # noqa: PLC0415 -- leaf

    return tell()
