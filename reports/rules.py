import rules

from people.choices import Role
from people.rules import has_role

rules.add_perm("reports.view_reports", has_role(Role.HR, Role.TRAINING_OFFICER, Role.VIEWER))
rules.add_perm("reports.export_attendance", has_role(Role.HR, Role.TRAINING_OFFICER))
