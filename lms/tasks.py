from celery import shared_task


# Not taken up again when its worker dies: a long run would be given to a second worker while it still goes on.
@shared_task(acks_late=False, time_limit=6 * 60 * 60)
def back_up() -> str:
    """Once a day; a second call on the same day, or in the demo city, finds nothing to do."""
    from lms.backup.nightly import back_up_today  # noqa: PLC0415 -- leaf

    return back_up_today()
