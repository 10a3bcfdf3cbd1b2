"""What each role may do with hours and certificates."""

from people.choices import Role
from people.roles import RoleTable

ROLES = RoleTable(
    {
        Role.TRAINING_OFFICER: "keep_records correct_listed_hours print_certificates set_rules",
        Role.HR: "keep_records print_certificates print_own_people",
    }
)
