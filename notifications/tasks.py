from celery import shared_task


@shared_task
def send_deliveries() -> int:
    """Messages that are to leave by a channel, and those whose worker was lost or whose server did not answer."""
    from notifications.services.deliveries import send_due  # noqa: PLC0415 -- leaf

    return send_due()
