"""What the audit trail calls the acts of this app, and those of the installation."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.choices import UnitChangeKind
from people.trail.actions import Labels

ACTIONS: Labels = {
    "people.open_account": _("Opened an account"),
    "people.disable_account": _("Disabled an account"),
    "people.enable_account": _("Enabled an account"),
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
    "people.finish_setup": _("Finished setting the city up"),
    "people.keep_setting": _("Kept a setting as it is shipped"),
    "people.set_act_rule": _("Changed which acts take a second person"),
    "people.export_audit": _("Exported the audit trail"),
    "lms.backup": _("Made a backup"),
    "lms.restore": _("Restored a backup"),
    "people.load_demo": _("Loaded the demo city"),
    **{f"people.{kind}_unit": format_lazy("{}：{}", _("Unit"), kind.label) for kind in UnitChangeKind},
}
