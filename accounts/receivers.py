"""Sign-ins and second factors happen in allauth; its signals are how the audit trail hears of them."""

from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from accounts.due import note_second_factor, note_what_is_due
from accounts.session_age import begin
from people.models import User
from people.trail import audit


@receiver(user_logged_in)
def record_sign_in(sender, request, user, **kwargs):
    audit.record(user, "accounts.sign_in", by=user)
    begin(request.session, timezone.now())
    note_what_is_due(request.session, user)


@receiver(user_logged_out)
def record_sign_out(sender, user, **kwargs):
    if user is not None:
        audit.record(user, "accounts.sign_out", by=user)


@receiver(user_login_failed)
def record_failed_sign_in(sender, credentials, **kwargs):
    """The name typed is kept only when it is an account's: people type passwords into the wrong field."""
    user = User.objects.filter(username=credentials.get("username", "")).first()
    audit.record(user, "accounts.sign_in_failed", by=None)


@receiver(second_factor.authentication_failed)
def record_wrong_code(sender, user, **kwargs):
    audit.record(user, "accounts.sign_in_failed", by=None, data={"why": "second_factor"})


@receiver(second_factor.authenticator_added)
@receiver(second_factor.authenticator_reset)
@receiver(second_factor.authenticator_removed)
def record_second_factor(sender, signal, request, user, authenticator, **kwargs):
    changes = {second_factor.authenticator_added: "add", second_factor.authenticator_removed: "remove_own"}
    action = f"accounts.{changes.get(signal, 'renew')}_second_factor"
    audit.record(user, action, by=user, data={"kind": authenticator.type})
    note_second_factor(request.session, user)
