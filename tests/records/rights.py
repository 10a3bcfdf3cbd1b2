from admission.models import Enrolment
from people.choices import Role
from records.models import HourRule
from tests.admission.rights import place
from tests.factories.records import CertificateFactory, CreditEntryFactory
from tests.support.rights import EVERY_ROLE, EVERYONE, Route
from tests.training.rights import KNOW_THE_CLASS, WITHOUT_PERSON, batch, route


def extend(world):
    """The trainee has a certificate of the class."""
    trainee = world.users[Role.TRAINEE].person
    place = Enrolment.objects.get(batch=world.extra.batch, person=trainee)
    world.extra.certificate = CertificateFactory(enrolment=place)
    world.extra.entry = CreditEntryFactory(person=trainee, batch=world.extra.batch)


def certificate(world):
    return {"pk": world.extra.certificate.pk}


def code(world):
    return {"code": world.extra.certificate.public_code}


def entry(world):
    return {"pk": world.extra.entry.pk}


def hour_rule(world):
    return {"pk": HourRule.objects.first().pk}


# The class is theirs, or the person is of their unit.
KNOW_THE_PLACE = KNOW_THE_CLASS - {Role.LECTURER}
PRINT = {Role.TRAINEE, Role.TRAINING_OFFICER, Role.HR}

RIGHTS = {
    "records:transcript": Route(EVERY_ROLE - WITHOUT_PERSON),
    "records:certificate_pdf": route(PRINT, certificate, known_to=PRINT),
    "records:certificate_revoke": route({Role.TRAINING_OFFICER}, certificate, known_to=PRINT),
    "records:hours_correct": route({Role.TRAINING_OFFICER}, entry, known_to=PRINT),
    "records:hour_rules": Route({Role.TRAINING_OFFICER}),
    "records:hour_rule_withdraw": Route({Role.TRAINING_OFFICER}, hour_rule, method="post"),
    "records:certificate_numbering": Route({Role.TRAINING_OFFICER}),
    "records:batch_close": route({Role.TRAINING_OFFICER}, batch, known_to=KNOW_THE_CLASS),
    "records:exam_waiver": route({Role.TRAINING_OFFICER}, place, known_to=KNOW_THE_PLACE),
    "records:certificate_issue": route({Role.TRAINING_OFFICER}, place, known_to=KNOW_THE_PLACE),
    "records:verify": Route(EVERYONE),
    "records:verify_certificate": Route(EVERYONE, code),
}
