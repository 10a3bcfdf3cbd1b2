from exams.models import Paper
from exams.services.attempts import start_attempt
from people.choices import Role
from tests.factories.admission import EnrolmentFactory
from tests.factories.exams import SittingFactory, paper_with
from tests.support.rights import EVERY_ROLE, Route

OFFICER, GRADER, PROCTOR, TRAINEE = Role.TRAINING_OFFICER, Role.GRADER, Role.PROCTOR, Role.TRAINEE
SITS = {TRAINEE: "enrolled in the class that sits it"}
WITHOUT_PERSON = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN}
STAFF = {OFFICER, GRADER, PROCTOR}


def extend(world):
    """An examination held by unit A, which the trainee is sitting."""
    world.extra.sitting = sitting = SittingFactory(paper=paper_with("single"), unit=world.unit)
    trainee = world.users[TRAINEE]
    world.extra.paper = sitting.paper
    Paper.objects.filter(pk=sitting.paper_id).update(unit=world.unit)
    EnrolmentFactory(batch=sitting.batch, unit=world.unit, person=trainee.person)
    world.extra.attempt = start_attempt(sitting=sitting, person=trainee.person, by=trainee)


def sitting(world):
    return {"pk": world.extra.sitting.pk}


def paper(world):
    return {"pk": world.extra.paper.pk}


def of_paper(method="get"):
    return Route({OFFICER, GRADER}, paper, method=method, denied=404)


def of_sitting():
    """A trainee and a proctor know of the sitting and do not set it up."""
    return Route({OFFICER, GRADER}, sitting, denied=404, otherwise={TRAINEE: 403, PROCTOR: 403}, personal=SITS)


def own_sitting(method="get"):
    return Route({TRAINEE}, sitting, method=method, denied=404, otherwise=dict.fromkeys(STAFF, 403), personal=SITS)


def attempt(world):
    return {"pk": world.extra.attempt.pk}


def own(method="get"):
    """Those who hold the examination know of the attempt; who sits it alone acts on it."""
    return Route({TRAINEE}, attempt, method=method, denied=404, otherwise=dict.fromkeys(STAFF, 403), personal=SITS)


RIGHTS = {
    "exams:sitting_list": Route(EVERY_ROLE - WITHOUT_PERSON),
    "exams:desk": Route(STAFF),
    "exams:sitting_final": of_sitting(),
    "exams:result_list": Route(STAFF, sitting, denied=404, otherwise={TRAINEE: 403}, personal=SITS),
    "exams:sitting": own_sitting(),
    "exams:start": own_sitting("post"),
    "exams:attempt": own(),
    "exams:hand_in": own(),
    "exams:save": own("post"),
    "exams:submit": own("post"),
    "exams:result": own(),
    "exams:paper_create": Route({OFFICER, GRADER}),
    "exams:paper_change": of_paper(),
    "exams:paper_copy": of_paper("post"),
    "exams:paper_preview": of_paper(),
    "exams:sitting_create": Route({OFFICER, GRADER}),
    "exams:sitting_change": of_sitting(),
    "exams:sitting_cancel": of_sitting(),
}
