from people.choices import Role
from tests.factories.reports import FormTemplateFactory
from tests.support.rights import Route
from tests.training.rights import batch, route

KEEPERS = {Role.HR, Role.TRAINING_OFFICER}


def extend(world):
    world.extra.form = FormTemplateFactory()


def form(world):
    return {"pk": world.extra.form.pk}


RIGHTS = {
    "reports:home": Route({Role.HR, Role.TRAINING_OFFICER, Role.VIEWER}),
    "reports:leader": Route({Role.HR, Role.TRAINING_OFFICER, Role.VIEWER}),
    "reports:attendance_export": Route({Role.HR, Role.TRAINING_OFFICER}),
    "reports:hours_export": Route({Role.HR, Role.TRAINING_OFFICER}),
    "reports:template_list": Route(KEEPERS),
    "reports:template_upload": Route(KEEPERS),
    "reports:template_starter": Route(KEEPERS, lambda world: {"purpose": "hours"}),
    "reports:template_file": Route(KEEPERS, form, denied=404),
    "reports:template_sample": Route(KEEPERS, form, denied=404),
    "reports:template_retire": Route(KEEPERS, form, method="post", denied=404),
    "api:attendance": route({Role.TRAINING_OFFICER, Role.CLASS_TEACHER, Role.HR, Role.VIEWER}, batch, by_token=True),
}
