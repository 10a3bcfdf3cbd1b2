"""What each role may do with figures and files."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable(
    {
        Role.HR: "read_figures export keep_forms",
        Role.TRAINING_OFFICER: "read_figures export keep_forms",
        Role.VIEWER: "read_figures",
    }
)
HOMES = {Role.VIEWER: "reports:leader"}
