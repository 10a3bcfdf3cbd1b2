from people.choices import Role
from tests.support.rights import Route

KEEPERS = {Role.TRAINING_OFFICER, Role.GRADER}

RIGHTS = {
    "questions:import": Route(KEEPERS),
    "questions:template": Route(KEEPERS),
}
