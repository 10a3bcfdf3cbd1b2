from celery import shared_task


@shared_task
def work_on_roster(pk: int) -> None:
    """Check a roster that has arrived, or take it over when somebody has said so. Safe to repeat."""
    from roster.services.people_list.working import work_on  # noqa: PLC0415 -- leaf

    work_on(pk)


@shared_task
def take_up_rosters() -> int:
    """Files whose worker was lost are taken up again."""
    from roster.services.people_list.working import take_up  # noqa: PLC0415 -- leaf

    return take_up()


@shared_task
def tell_hr_of_waiting_transfers() -> int:
    """Every morning; each request is told of once."""
    from roster.services.transfers import tell_hr_of_waiting_transfers as tell  # noqa: PLC0415 -- leaf

    return tell()
