"""What each role may do with accounts, and what is asked of it at the door."""

from people.choices import Role
from people.roles import RoleTable

# `two_factors`: a password alone is not enough for what the role reaches. `keep_password`: a password without expiry.
ROLES = RoleTable(
    {
        Role.SYSADMIN: "administer manage_accounts two_factors",
        Role.SECADMIN: "administer two_factors",
        Role.AUDITADMIN: "administer two_factors",
        Role.TRAINING_OFFICER: "give_slips two_factors",
        Role.HR: "give_slips give_liaisons_slips two_factors",
        Role.LIAISON: "give_slips",
        Role.GRADER: "two_factors",
        Role.MONITOR: "keep_password",
        Role.TRAINEE: "keep_password",
    }
)
