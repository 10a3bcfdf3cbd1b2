from people.choices import Role
from tests.support.rights import Route
from tests.training.rights import batch, route

RIGHTS = {
    "reports:home": Route({Role.HR, Role.TRAINING_OFFICER, Role.VIEWER}),
    "reports:attendance_export": Route({Role.HR, Role.TRAINING_OFFICER}),
    "api:attendance": route({Role.TRAINING_OFFICER, Role.CLASS_TEACHER, Role.HR, Role.VIEWER}, batch, by_token=True),
}
