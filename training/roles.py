"""What each role may do with plan and classes."""

from people.choices import Role
from people.roles import RoleTable

# `know`: the class is known to exist; `oversee`: its people are known too.
ROLES = RoleTable(
    {
        Role.TRAINING_OFFICER: "run set_calendar know oversee read_plan find_classes",
        Role.HR: "know oversee read_class read_plan find_classes",
        Role.VIEWER: "know oversee read_class read_plan find_classes",
        Role.PARTNER: "know",
        Role.CLASS_TEACHER: "find_classes",
        Role.LECTURER: "find_classes",
    }
)
HOMES = {
    Role.TRAINING_OFFICER: "training:plan",
    Role.CLASS_TEACHER: "training:class_list",
    Role.LECTURER: "training:class_list",
}
