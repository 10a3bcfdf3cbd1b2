"""Who hears of the verbs on notices, nominations and places, at 08:25 of the day the class meets."""

from admission.choices import NominationStatus
from admission.services.arrivals import ArrivalDraft, set_arrival_details
from admission.services.nominations import (
    admit,
    admit_all,
    nominate,
    refuse_nomination,
    replace_trainee,
    withdraw_nomination,
)
from admission.services.notices import issue_notice, reply_nobody
from people.choices import Role
from tests.attendance.told import sheet
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeReceiptFactory,
    admitted,
    call_for_nominations,
    class_today,
)
from tests.factories.people import (
    OrgUnitFactory,
    PersonFactory,
    user_with_role,
)
from tests.factories.training import DAY, BatchFactory, ClassMeetingFactory
from tests.support.told import Told, told
from tests.training.told import account, officer


@told("admission.issue_notice")
def send_a_notice():
    batch, by, colleague = BatchFactory(state="draft"), officer(), officer()
    ClassMeetingFactory(batch=batch)
    above = OrgUnitFactory()
    below, lonely = OrgUnitFactory(parent=above), OrgUnitFactory()
    liaison = user_with_role(Role.LIAISON, above)
    quotas = {(unit.pk, "staff"): 1 for unit in (above, below, lonely)}
    return Told(
        lambda: issue_notice(batch=batch, doc_no="", body="请推荐", reply_by=DAY, quotas=quotas, by=by),
        {liaison: "admission.notice", colleague: "admission.nobody_answers"},
    )


@told("admission.reply_nobody")
def the_last_unit_sends_nobody():
    call = call_for_nominations()
    return Told(
        lambda: reply_nobody(receipt=call.receipt, reason="出差", by=call.liaison),
        {call.officer: "admission.all_answered"},
    )


@told("admission.reply_nobody")
def a_unit_sends_nobody_while_others_are_awaited():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    return Told(lambda: reply_nobody(receipt=call.receipt, reason="出差", by=call.liaison), {})


BOTH = "admission.admitted_with_unit"


def nomination_of(call):
    person = call.person()
    return account(person), NominationFactory(batch=call.batch, unit=call.unit, person=person)


@told("admission.nominate")
def put_the_first_forward():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated", call.officer: "admission.nominations_wait"},
    )


@told("admission.nominate")
def put_another_forward_while_one_waits():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    nomination_of(call)
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison), {user: "admission.nominated"}
    )


@told("admission.nominate")
def the_last_answer_comes_in():
    call = call_for_nominations()
    user = account(call.person())
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated", call.officer: "admission.all_answered"},
    )


def officer_with_entry(call):
    """The officer, who is in the unit's roster."""
    call.officer.person = call.person()
    call.officer.save()
    return call.officer


@told("admission.nominate")
def the_last_answer_puts_an_officer_forward():
    call = call_for_nominations()
    user, colleague = officer_with_entry(call), officer()
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated_all_answered", colleague: "admission.all_answered"},
    )


@told("admission.nominate")
def the_first_put_forward_is_an_officer():
    call = call_for_nominations()
    NoticeReceiptFactory(notice=call.receipt.notice)
    user, colleague = officer_with_entry(call), officer()
    return Told(
        lambda: nominate(receipt=call.receipt, person=user.person, by=call.liaison),
        {user: "admission.nominated_and_wait", colleague: "admission.nominations_wait"},
    )


def liaison_with_entry(call):
    """The liaison of the unit, who is in its roster."""
    call.liaison.person = call.person()
    call.liaison.save()
    return call.liaison


def nomination_of_the_liaison(call):
    return NominationFactory(batch=call.batch, unit=call.unit, person=liaison_with_entry(call).person)


@told("admission.withdraw_nomination")
def take_somebody_back():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: withdraw_nomination(nomination=nomination, by=call.liaison), {user: "admission.nomination_withdrawn"}
    )


@told("admission.refuse_nomination")
def refuse_somebody():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: refuse_nomination(nomination=nomination, reason="超龄", by=call.officer),
        {user: "admission.not_admitted", call.liaison: "admission.not_admitted_unit"},
    )


@told("admission.refuse_nomination")
def refuse_the_liaison():
    call = call_for_nominations()
    nomination = nomination_of_the_liaison(call)
    return Told(
        lambda: refuse_nomination(nomination=nomination, reason="超龄", by=call.officer),
        {call.liaison: "admission.not_admitted_unit"},
    )


@told("admission.admit")
def admit_one():
    call = call_for_nominations()
    user, nomination = nomination_of(call)
    return Told(
        lambda: admit(nomination=nomination, by=call.officer),
        {user: "admission.admitted", call.liaison: "admission.admitted_unit"},
    )


@told("admission.admit")
def admit_three_of_whom_one_is_the_liaison():
    call = call_for_nominations()
    rows = [nomination_of(call) for _n in range(2)]
    nomination_of_the_liaison(call)
    return Told(
        lambda: admit_all(batch=call.batch, by=call.officer),
        {**dict.fromkeys((user for user, _row in rows), "admission.admitted"), call.liaison: BOTH},
    )


@told("admission.admit")
def a_unit_without_a_liaison_is_the_offices_affair():
    call = call_for_nominations()
    call.liaison.is_active = False
    call.liaison.save()
    colleague = officer()
    user, nomination = nomination_of(call)
    return Told(
        lambda: admit(nomination=nomination, by=call.officer),
        {user: "admission.admitted", colleague: "admission.admitted_unit"},
    )


@told("admission.replace_trainee")
def send_somebody_else():
    call = call_for_nominations()
    teacher, backup = class_today(0).teacher, user_with_role(Role.LIAISON, call.unit)
    call.batch.staff.create(user=teacher, role="class_teacher")
    old, nomination = nomination_of(call)
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=old.person, nomination=admitted(nomination))
    new = account(call.person())
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.liaison),
        {
            old: "admission.replaced",
            new: "admission.admitted_in_place",
            backup: "admission.replacement_unit",
            call.officer: "admission.replacement",
            teacher: "admission.replacement",
        },
    )


@told("admission.replace_trainee")
def put_somebody_else_forward():
    call = call_for_nominations()
    old, nomination = nomination_of(call)
    new = account(call.person())
    assert nomination.status == NominationStatus.SUBMITTED
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.liaison),
        {old: "admission.replaced", new: "admission.nominated_in_place", call.officer: "admission.replacement"},
    )


@told("admission.replace_trainee")
def the_office_puts_somebody_else_forward():
    call = call_for_nominations()
    old, nomination = nomination_of(call)
    new = account(call.person())
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.officer),
        {old: "admission.replaced", new: "admission.nominated_in_place", call.liaison: "admission.replacement_unit"},
    )


@told("admission.replace_trainee")
def the_office_sends_somebody_else_for_the_liaison():
    call = call_for_nominations()
    nomination, new = nomination_of_the_liaison(call), account(call.person())
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=call.liaison.person, nomination=admitted(nomination))
    return Told(
        lambda: replace_trainee(nomination=nomination, person=new.person, reason="出差", by=call.officer),
        {call.liaison: "admission.replaced", new: "admission.admitted_in_place"},
    )


@told("admission.replace_trainee")
def the_office_sends_the_liaison():
    call = call_for_nominations()
    old, nomination = nomination_of(call)
    EnrolmentFactory(batch=call.batch, unit=call.unit, person=old.person, nomination=admitted(nomination))
    liaison = liaison_with_entry(call)
    return Told(
        lambda: replace_trainee(nomination=nomination, person=liaison.person, reason="出差", by=call.officer),
        {old: "admission.replaced", liaison: "admission.admitted_in_place"},
    )


@told("admission.write_in")
def write_somebody_in():
    today, user = class_today(1), account(PersonFactory())
    account(today.people[0])
    return Told(sheet(today, written_in=[user.person]), {user: "admission.written_in"})


@told("admission.write_in")
def write_two_people_of_a_unit_in_of_whom_one_is_the_liaison():
    today, unit = class_today(0), OrgUnitFactory()
    backup, liaison, other = (
        user_with_role(Role.LIAISON, unit),
        user_with_role(Role.LIAISON, unit),
        PersonFactory(unit=unit),
    )
    liaison.person = PersonFactory(unit=unit)
    liaison.save()
    return Told(
        sheet(today, written_in=[liaison.person, other]),
        {liaison: "admission.written_in_with_unit", backup: "admission.written_in_unit"},
    )


@told("admission.write_in")
def where_nobody_answers_for_the_unit_the_office_hears_who_is_written_in():
    today, by = class_today(0), officer()
    return Told(sheet(today, written_in=[PersonFactory()]), {by: "admission.written_in_unit"})


@told("admission.set_arrival_details")
def the_class_teacher_enters_arrival_details():
    today = class_today(1)
    return Told(
        lambda: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(False), by=today.teacher),
        {account(today.people[0]): "admission.arrival_entered"},
    )


@told("admission.set_arrival_details")
def the_trainee_enters_arrival_details():
    today = class_today(1)
    user = account(today.people[0])
    return Told(lambda: set_arrival_details(enrolment=today.places[0], draft=ArrivalDraft(False), by=user), {})
