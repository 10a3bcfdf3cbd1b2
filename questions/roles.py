"""What each role may do with questions."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable({Role.TRAINING_OFFICER: "keep_banks", Role.GRADER: "keep_banks"})
