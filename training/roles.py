"""What each role may do with plan and classes."""

from people.choices import Role
from people.roles import RoleTable

# `know`: the class is known to exist; `oversee`: its people are known too.
ROLES = RoleTable(
    {
        Role.TRAINING_OFFICER: "run work_in_classes set_calendar know oversee read_plan find_classes",
        Role.HR: "know oversee read_class read_plan find_classes",
        Role.VIEWER: "know oversee read_class read_plan find_classes",
        Role.PARTNER: "know",
        Role.CLASS_TEACHER: "work_in_classes find_classes",
        Role.LECTURER: "find_classes",
    }
)
