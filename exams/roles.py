"""What each role may do with examinations."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable(
    {
        Role.TRAINING_OFFICER: "manage oversee",
        Role.GRADER: "manage oversee",
        Role.PROCTOR: "oversee",
    }
)
