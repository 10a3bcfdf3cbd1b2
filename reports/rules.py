import rules

from people.rules import has_role
from reports.roles import ROLES


@rules.predicate
def keeps_forms(user):
    return user.is_authenticated and user.scope.has_whole_tree(*ROLES.who("keep_forms"))


exporting = has_role(*ROLES.who("export"))
rules.add_perm("reports.view_reports", has_role(*ROLES.who("read_figures")))
rules.add_perm("reports.export_attendance", exporting)
rules.add_perm("reports.export_hours", exporting)
rules.add_perm("reports.manage_forms", keeps_forms)
