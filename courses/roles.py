"""What each role may do with learning."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable({Role.TRAINING_OFFICER: "oversee", Role.HR: "oversee"})
