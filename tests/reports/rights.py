from people.choices import Role
from tests.support.rights import Route

RIGHTS = {
    "reports:home": Route({Role.HR, Role.TRAINING_OFFICER, Role.VIEWER}),
    "reports:attendance_export": Route({Role.HR, Role.TRAINING_OFFICER}),
}
