"""A class with a final examination: who gets a certificate, who does not and why, and what comes after closing."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from common.acts import act_named
from common.evidence.append_only import allow_change
from exams.models import Attempt, Sitting
from notifications.models import Notification
from people.choices import Role
from people.models import AuditEvent, User
from people.services.acts import set_act_rule
from records.completion import completions_in
from records.models import Certificate, CreditEntry, ExamWaiver
from records.own_data import own_data
from records.selectors import closing_checks
from records.services.certificates import issue_certificate, revoke_certificate
from records.services.closing import close_batch
from records.services.waivers import set_exam_waiver
from records.verification import find_problems
from tests.factories.exams import AttemptFactory, final_examination, sat
from tests.factories.people import city_root, user_with_role, with_role
from tests.factories.records import held_class
from tests.factories.training import OrgUnitFactory, UserFactory
from tests.records.verbs import confirmed
from tests.support.refusals import refusal
from tests.support.visits import signed_in, text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PASSED, FAILED, ABSENT, ILL = range(4)


@pytest.fixture
def held():
    """One passed, one failed, one did not sit it, one passed and was hardly ever there."""
    held = held_class(4)
    held.enter(absent={"am": [ILL], "pm": [ILL]})
    held.final = final_examination(held.batch)
    for place in (PASSED, FAILED, ILL):
        sat(held.final, held.places[place], passes=place != FAILED)
    return held


def close(held):
    return close_batch(batch=held.batch, by=held.officer)


def certified(held):
    places = Certificate.objects.values_list("enrolment", flat=True)
    return [n for n, place in enumerate(held.places) if place.pk in places]


def waive(held, n, granted=True, reason="因公出差", **fields):
    return set_exam_waiver(enrolment=held.places[n], granted=granted, reason=reason, **{"by": held.officer, **fields})


def issue(held, n, **fields):
    second = user_with_role(Role.TRAINING_OFFICER)
    return issue_certificate(enrolment=held.places[n], **{"by": held.officer, "second": second, **fields})


# Closing.


def test_a_certificate_takes_the_final_examination_and_hours_do_not(held):
    close(held)

    assert certified(held) == [PASSED]
    assert CreditEntry.objects.count() == 3
    assert list(find_problems()) == []


def test_a_class_without_a_final_examination_goes_by_attendance(held):
    Sitting.objects.update(counts_for_completion=False)
    close(held)

    assert certified(held) == [PASSED, FAILED, ABSENT]


def test_who_is_exempt_gets_a_certificate_if_they_were_there(held):
    waive(held, ABSENT)
    waive(held, ILL)
    close(held)

    assert certified(held) == [PASSED, ABSENT]
    assert list(find_problems()) == []


def test_everybody_is_told_what_they_got(held):
    users = [User.objects.get(person=held.places[n].person) for n in (PASSED, FAILED)]
    close(held)

    kinds = [Notification.objects.get(user=user).kind for user in users]
    assert kinds == ["records.certificate_ready", "records.hours_posted"]


def test_the_closing_keeps_who_passed_failed_sat_it_not_and_was_exempt(held):
    waive(held, FAILED)
    close(held)

    numbers = [place.person.staff_no for place in held.places]
    record = AuditEvent.objects.get(action="records.close_batch").data["exam"]
    assert record == {"passed": [numbers[0], numbers[3]], "waived": [numbers[1]], "absent": [numbers[2]]}


def test_each_row_says_why_there_is_no_certificate(held):
    reasons = [row.why_not for row in completions_in(held.batch)]

    assert reasons == ["", "结业考试不及格", "未参加结业考试", "出勤不足一半课次"]


def outstanding(held):
    return [check.name for check in closing_checks(held.batch) if check.blocking and not check.ok]


@pytest.mark.parametrize("window", [(-1, 1), (1, 2)])
def test_an_examination_that_runs_or_was_not_held_holds_closing_up(held, window):
    opens, closes = (timezone.now() + n * HOUR for n in window)
    final_examination(held.batch, opens_at=opens, closes_at=closes)

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "exam_open"


def test_a_paper_that_is_not_marked_holds_closing_up(held):
    person = held.places[ABSENT].person
    soon = timezone.now() + HOUR
    AttemptFactory(sitting=held.final, person=person, started_at=timezone.now() - HOUR, deadline_at=soon)

    assert refusal(close_batch, batch=held.batch, by=held.officer) == "exam_open"


def test_a_paper_whose_time_has_run_out_is_marked_by_closing(held):
    person = held.places[ABSENT].person
    AttemptFactory(sitting=held.final, person=person, started_at=timezone.now() - 2 * HOUR)
    close(held)

    assert not Attempt.objects.open().exists()


def test_a_resit_to_come_is_named_and_does_not_hold_closing_up(held):
    final_examination(
        held.batch, repeats=held.final, opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR
    )

    assert (outstanding(held), [c.name for c in closing_checks(held.batch) if not c.ok]) == ([], ["exam_to_come"])


# Exemptions.


def test_an_exemption_is_kept_with_who_and_why_and_can_be_taken_back(held):
    waive(held, ABSENT)
    waive(held, ABSENT, reason="再次")
    waive(held, ABSENT, granted=False, reason="出差取消")

    rows = [(row.granted, row.reason, row.decided_by) for row in ExamWaiver.objects.all()]
    assert rows == [(True, "因公出差", held.officer), (False, "出差取消", held.officer)]
    assert AuditEvent.objects.filter(action="records.waive_exam").count() == 2
    assert completions_in(held.batch)[ABSENT].is_complete is False


def test_an_exemption_needs_a_reason_an_examination_and_somebody_else(held):
    own = with_role(UserFactory(person=held.places[ABSENT].person), Role.TRAINING_OFFICER, city_root())
    other = held_class(1)
    codes = [
        refusal(waive, held=held, n=ABSENT, reason=" "),
        refusal(waive, held=held, n=ABSENT, by=own),
        refusal(waive, held=other, n=0),
    ]

    assert codes == ["reason_missing", "own_waiver", "no_exam"]


def test_an_exemption_stays_while_the_certificate_is_valid(held):
    waive(held, ABSENT)
    close(held)

    assert refusal(waive, held=held, n=ABSENT, granted=False) == "certificate_issued"


def test_an_exemption_takes_a_second_person_where_the_office_says_so(held):
    set_act_rule(act=act_named("records.waive_exam"), in_force=True, by=UserFactory())
    assert refusal(waive, held=held, n=ABSENT) == "second_missing"

    waive(held, ABSENT, second=user_with_role(Role.TRAINING_OFFICER))
    assert "second" in AuditEvent.objects.get(action="records.waive_exam").data


def test_the_database_refuses_an_exemption_without_a_reason(held):
    with pytest.raises(IntegrityError, match="exam_waived_for_a_reason"):
        ExamWaiver(enrolment=held.places[0], granted=True, reason="", decided_by=held.officer).save()


def test_an_exemption_is_among_ones_own_data(held):
    waive(held, ABSENT)

    tables = {table.title: table.rows for table in own_data(held.places[ABSENT].person)}
    assert tables["免于结业考试"][0][:3] == (held.batch.title, True, "因公出差")


# After closing.


def resit(held, n):
    return sat(final_examination(held.batch, repeats=held.final), held.places[n], passes=True)


@pytest.mark.parametrize("by_resit", [True, False])
def test_who_completes_the_class_later_gets_the_next_number_by_an_act(held, by_resit):
    close(held)
    user = User.objects.get(person=held.places[FAILED].person)
    resit(held, FAILED) if by_resit else waive(held, FAILED)
    close(held)
    assert certified(held) == [PASSED]

    certificate = issue(held, FAILED)

    assert (certified(held), certificate.serial) == ([PASSED, FAILED], 2)
    assert issue(held, FAILED) == certificate
    event = AuditEvent.objects.get(action="records.issue_certificate")
    assert (event.data["number"], "second" in event.data) == (certificate.number, True)
    assert Notification.objects.filter(user=user).latest("pk").kind == "records.certificate_issued_later"
    assert list(find_problems()) == []


def test_a_certificate_after_closing_is_refused_to(held):
    assert refusal(issue, held=held, n=PASSED) == "not_closed"
    close(held)
    stranger = user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory())
    own = with_role(User.objects.get(person=held.places[FAILED].person), Role.TRAINING_OFFICER, city_root())
    codes = [refusal(issue, held=held, n=n) for n in (FAILED, ABSENT, ILL)]
    resit(held, FAILED)
    codes += [refusal(issue, held=held, n=FAILED, second=second) for second in (None, held.officer, stranger)]
    codes.append(refusal(issue, held=held, n=FAILED, by=own))

    wanted = ["not_completed"] * 3 + ["second_missing", "same_person", "second_not_allowed", "own_certificate"]
    assert codes == wanted


def test_a_revoked_certificate_is_not_issued_again(held):
    close(held)
    second = user_with_role(Role.TRAINING_OFFICER)
    revoke_certificate(certificate=Certificate.objects.get(), reason="冒名", by=held.officer, second=second)

    assert refusal(issue, held=held, n=PASSED) == "revoked"


# What verify_records finds.


def messages():
    return [problem.message for problem in find_problems() if problem.check == "certificates"]


def test_a_certificate_without_the_examination_is_found(held):
    close(held)
    with allow_change():
        Attempt.objects.filter(person=held.places[PASSED].person).update(score=Decimal(1))

    assert messages() == ["the final examination was neither passed nor waived when it was issued"]


def test_passing_or_an_exemption_afterwards_does_not_make_it_right(held):
    close(held)
    Certificate.objects.update(issued_at=held.final.opens_at)
    waive(held, PASSED)

    assert len(messages()) == 1


# On screen.


def test_the_closing_page_says_who_gets_a_certificate_and_who_does_not_and_why(held):
    waive(held, ABSENT)
    page = text_of(signed_in(held.officer).get(reverse("records:batch_close", kwargs={"code": held.batch.code})))

    assert re.search(r"颁发证书数 2 不颁发证书人数 2", page)
    assert ("结业考试不及格：1人" in page, "出勤不足一半课次：1人" in page) == (True, True)
    assert [word in page for word in ("及格", "缺考", "免考", "因公出差", "将颁发")] == [True] * 5


def test_the_officer_exempts_and_issues_from_the_closing_page(held):
    client, place = signed_in(held.officer), held.places[FAILED]
    closing = reverse("records:batch_close", kwargs={"code": held.batch.code})
    exemption = reverse("records:exam_waiver", kwargs={"pk": place.pk})
    later = reverse("records:certificate_issue", kwargs={"pk": place.pk})
    client.post(closing)
    assert re.search(r"颁发证书数 1 不颁发证书人数 3", text_of(client.get(closing)))
    assert (exemption in client.get(closing).text, later in client.get(closing).text) == (True, False)

    assert client.get(exemption).status_code == 200
    assert client.post(exemption, {"granted": "1", "reason": ""}).status_code == 422
    for _twice in range(2):
        assert client.post(exemption, {"granted": "1", "reason": "因公出差"})["Location"] == closing
    assert (ExamWaiver.objects.count(), later in client.get(closing).text) == (1, True)
    assert "待颁发：1人" in text_of(client.get(closing))

    refused = client.post(later, {})
    answer = client.post(later, confirmed())
    assert (refused.status_code, answer["Location"], certified(held)) == (422, closing, [PASSED, FAILED])


@pytest.mark.parametrize("n", [1, 3])
def test_the_closing_page_of_a_class_with_an_examination_takes_its_statements(n, django_assert_num_queries):
    held = held_class(n)
    held.enter()
    for place in held.places:
        sat(final_examination(held.batch), place, passes=True)
    client, page = signed_in(held.officer), reverse("records:batch_close", kwargs={"code": held.batch.code})
    client.get(page)

    with django_assert_num_queries(27):
        client.get(page)
