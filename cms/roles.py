"""What each role may do with the site; page rights are Wagtail's groups, which follow the role."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable({Role.EDITOR: "edit write answer", Role.TRAINING_OFFICER: "edit answer", Role.VIEWER: "edit"})
HOMES = {Role.EDITOR: "wagtailadmin_home"}
