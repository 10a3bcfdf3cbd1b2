from celery import shared_task


@shared_task
def send_reset_mail(login: str, origin: str) -> None:
    from people.services.recovery import send_reset_mail as send  # noqa: PLC0415 -- leaf

    send(login=login, origin=origin)


@shared_task
def send_deliveries() -> int:
    """Messages that are to leave by a channel, and those whose worker was lost or whose server did not answer."""
    from people.services.deliveries import send_due  # noqa: PLC0415 -- leaf

    return send_due()
