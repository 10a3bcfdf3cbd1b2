"""What each role may do with news."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable({Role.TRAINING_OFFICER: "write_messages"})
