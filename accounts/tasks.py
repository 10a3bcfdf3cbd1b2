from celery import shared_task


@shared_task
def send_reset_mail(login: str, origin: str) -> None:
    from accounts.services.recovery import send_reset_mail as send  # noqa: PLC0415 -- leaf

    send(login=login, origin=origin)
