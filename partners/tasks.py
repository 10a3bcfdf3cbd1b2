from celery import shared_task


@shared_task
def remind_of_expiring_agreements() -> int:
    from partners.services.agreements import remind_of_expiry  # noqa: PLC0415 -- leaf

    return remind_of_expiry()
