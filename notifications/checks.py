from django.core.checks import Error, register

from notifications.channels import channels


@register()
def channels_can_be_made(app_configs, **kwargs):
    """A wrong name in NOTIFY_CHANNELS is said before the first message is told."""
    try:
        channels()
    except (ImportError, TypeError) as error:
        hint = "Write email, file, file:<name> or the dotted path of a class: docs/notifications.md."
        return [Error(f"NOTIFY_CHANNELS names no channel: {error}", hint=hint, id="notifications.E001")]
    return []
