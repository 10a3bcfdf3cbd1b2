from people.choices import Role
from tests.factories.admission import EnrolmentFactory, NominationFactory, NoticeFactory, NoticeReceiptFactory
from tests.support.rights import Route
from tests.training.rights import OFFICER, TEACHER, batch, route


def extend(world):
    """A notice of the class to unit A, a nomination, and a place."""
    extra, users = world.extra, world.users
    notice = NoticeFactory(batch=extra.batch, issued_by=users[OFFICER])
    extra.receipt = NoticeReceiptFactory(
        notice=notice, unit=world.unit, signed=True, signed_by=users[Role.LIAISON], seats=3
    )
    extra.nomination = NominationFactory(
        batch=extra.batch, unit=world.unit, person=world.person, nominated_by=users[Role.LIAISON]
    )
    extra.place = EnrolmentFactory(batch=extra.batch, unit=world.unit, person=users[Role.TRAINEE].person)


def nomination(world):
    return {"pk": world.extra.nomination.pk}


def place(world):
    return {"pk": world.extra.place.pk}


def receipt(world):
    return {"pk": world.extra.receipt.pk}


DECIDE = {"known_to": {OFFICER, Role.LIAISON}}
ARRIVAL = {"known_to": {OFFICER, TEACHER, Role.LIAISON, Role.TRAINEE}}

RIGHTS = {
    "admission:notice_issue": route({OFFICER}, batch),
    "admission:receipt_board": route({OFFICER}, batch),
    "admission:admit_all": route({OFFICER}, batch, method="post"),
    "admission:arrival_list": route({OFFICER, TEACHER, Role.LIAISON}, batch),
    "admission:arrival_export": route({OFFICER, TEACHER}, lambda world: {**batch(world), "part": "hotel"}),
    "admission:arrival_set": route({OFFICER, TEACHER, Role.LIAISON, Role.TRAINEE}, place, **ARRIVAL),
    "admission:nomination_admit": route({OFFICER}, nomination, method="post", **DECIDE),
    "admission:nomination_refuse": route({OFFICER}, nomination, **DECIDE),
    "admission:nomination_withdraw": route({Role.LIAISON}, nomination, method="post", **DECIDE),
    "admission:nomination_overlap": route({OFFICER}, nomination, **DECIDE),
    "admission:nomination_replace": route({OFFICER, Role.LIAISON}, nomination, **DECIDE),
    "admission:inbox": Route({Role.LIAISON, Role.PARTNER}),
    "admission:receipt_detail": Route({Role.LIAISON}, receipt, denied=404),
    "admission:receipt_sign": Route({Role.LIAISON}, receipt, method="post", denied=404),
    "admission:nominate": Route({Role.LIAISON}, receipt, method="post", denied=404),
    "admission:reply_nobody": Route({Role.LIAISON}, receipt, method="post", denied=404),
}
