from celery import shared_task


@shared_task
def publish_scheduled() -> None:
    """Let out and take off the site what an editor gave a time for; Wagtail's own command knows how."""
    from django.core.management import call_command  # noqa: PLC0415 -- leaf

    call_command("publish_scheduled", verbosity=0)
