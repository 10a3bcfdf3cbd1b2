from pathlib import Path

from django.conf import settings

from cms.services.feedback import leave_feedback
from people.choices import Role
from tests.support.rights import EVERYONE, Route

ANSWERING = {Role.EDITOR, Role.TRAINING_OFFICER}
PICTURE = "rights.png"


def extend(world):
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PICTURE).write_text("picture")
    world.extra.feedback = leave_feedback(text="教室太冷。", by=None, address="rights")


def message(world):
    return {"code": world.extra.feedback.code}


OF_THE_SITE = "feedback is about the site and the training of the city"
RIGHTS = {
    "cms:search": Route(EVERYONE),
    "cms:class_list": Route(EVERYONE),
    "cms:picture": Route(EVERYONE, lambda world: {"path": PICTURE}, names_a_row=False),
    "cms:feedback_create": Route(EVERYONE),
    "cms:feedback_detail": Route(EVERYONE, message, of_city=OF_THE_SITE),
    "cms:feedback_list": Route(ANSWERING),
    "cms:feedback_answer": Route(ANSWERING, message),
    "cms:identity": Route({Role.TRAINING_OFFICER, Role.SYSADMIN}),
}
