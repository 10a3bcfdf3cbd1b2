from celery import shared_task


@shared_task
def work_on_roster(pk: int) -> None:
    """Check a roster that has arrived, or take it over when somebody has said so. Safe to repeat."""
    from people.services.roster.working import work_on  # noqa: PLC0415 -- leaf

    work_on(pk)


@shared_task
def take_up_rosters() -> int:
    """Files whose worker was lost are taken up again."""
    from people.services.roster.working import take_up  # noqa: PLC0415 -- leaf

    return take_up()


@shared_task
def send_reset_mail(login: str, origin: str) -> None:
    from people.services.recovery import send_reset_mail as send  # noqa: PLC0415 -- leaf

    send(login=login, origin=origin)


@shared_task
def send_deliveries() -> int:
    """Messages that are to leave by a channel, and those whose worker was lost or whose server did not answer."""
    from people.services.deliveries import send_due  # noqa: PLC0415 -- leaf

    return send_due()


@shared_task
def tell_hr_of_waiting_transfers() -> int:
    """Every morning; each request is told of once."""
    from people.services.transfers import tell_hr_of_waiting_transfers as tell  # noqa: PLC0415 -- leaf

    return tell()
