from celery import shared_task


@shared_task
def work_on_list(pk: int) -> None:
    """Judge a list that has arrived, or take it over when somebody has said so. Safe to repeat."""
    from intake.services.working import work_on  # noqa: PLC0415 -- leaf

    work_on(pk)


@shared_task
def take_up_lists() -> int:
    """Files whose worker was lost are taken up again."""
    from intake.services.working import take_up  # noqa: PLC0415 -- leaf

    return take_up()
