import rules

from people.choices import Role
from people.rules import has_role

# Whoever keeps the office's own forms, for the whole city.
FORM_ROLES = (Role.HR, Role.TRAINING_OFFICER)


@rules.predicate
def keeps_forms(user):
    return user.is_authenticated and user.scope.has_whole_tree(*FORM_ROLES)


exporting = has_role(Role.HR, Role.TRAINING_OFFICER)
rules.add_perm("reports.view_reports", has_role(Role.HR, Role.TRAINING_OFFICER, Role.VIEWER))
rules.add_perm("reports.export_attendance", exporting)
rules.add_perm("reports.export_hours", exporting)
rules.add_perm("reports.manage_forms", keeps_forms)
