"""What may stand in the audit trail. Each app names its actions in `actions.py` and registers them under the hook
`audit_actions`."""

from functools import cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people.choices import UnitChangeKind

Labels = dict[str, str | Promise]

ACTIONS: Labels = {
    "people.sign_in": _("Signed in"),
    "people.sign_in_failed": _("Sign-in failed"),
    "people.sign_out": _("Signed out"),
    "people.open_account": _("Opened an account"),
    "people.disable_account": _("Disabled an account"),
    "people.enable_account": _("Enabled an account"),
    "people.issue_slip": _("Printed a slip"),
    "people.change_password": _("Changed the password"),
    "people.mail_reset_link": _("Mailed a link for a new password"),
    "people.set_email": _("Changed the e-mail address"),
    "people.choose_channels": _("Chose which news leaves the site"),
    "people.write_message": _("Changed a message text"),
    "people.issue_token": _("Made an API token"),
    "people.revoke_token": _("Revoked an API token"),
    "people.grant_role": _("Granted a role"),
    "people.end_role": _("Ended a role"),
    "people.register_person": _("Entered a person"),
    "people.take_back_person": _("Took an entry back"),
    "people.change_person": _("Changed somebody's details"),
    "people.post_person": _("Changed somebody's posting"),
    "people.correct_posting": _("Corrected somebody's posting"),
    "people.take_back_posting": _("Took a change of posting back"),
    "people.retire_person": _("Entered a retirement"),
    "people.leave_person": _("Entered that somebody left"),
    "people.reinstate_person": _("Brought somebody back"),
    "people.correct_pinyin": _("Corrected the pinyin of a name"),
    "people.set_backup": _("Changed A and B role of a liaison"),
    "people.add_key": _("Added an encryption key"),
    "people.retire_key": _("Retired an encryption key"),
    "people.repost": _("Moved a person with their unit"),
    "people.unmask": _("Showed a full number"),
    "people.end_session": _("Ended one of one's sign-ins"),
    "people.end_other_sessions": _("Ended one's other sign-ins"),
    "people.remove_second_factor": _("Removed a second factor"),
    "people.second_person_refused": _("Refused a second person"),
    "people.finish_setup": _("Finished setting the city up"),
    "people.keep_setting": _("Kept a setting as it is shipped"),
    "people.set_act_rule": _("Changed which acts take a second person"),
    "people.export_audit": _("Exported the audit trail"),
    "people.download_own_data": _("Downloaded one's own data"),
    "lms.backup": _("Made a backup"),
    "lms.restore": _("Restored a backup"),
    "people.load_demo": _("Loaded the demo city"),
    **{f"people.{kind}_unit": format_lazy("{}：{}", _("Unit"), kind.label) for kind in UnitChangeKind},
}


@cache
def labels() -> Labels:
    """Every action that may stand in the trail, by its code."""
    return {code: label for hook in hooks.get_hooks("audit_actions") for code, label in hook().items()}


def label_of(action: str) -> str:
    return str(labels().get(action, action))


def choices() -> list[tuple[str, str]]:
    return [(code, f"{label_of(code)}（{code}）") for code in sorted(labels())]
