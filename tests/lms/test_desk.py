"""The desk: what waits, in whose hands, and that the daily jobs of a role are one click from its home."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from cms.services.feedback import leave_feedback
from common.desk import kinds_for
from people.choices import Role
from people.installation import EVERYTHING
from people.landing import landing_address
from people.models import Installation, SetupAnswer
from tests.factories.admission import (
    EnrolmentFactory,
    NominationFactory,
    NoticeFactory,
    NoticeReceiptFactory,
)
from tests.factories.attendance import LeaveRequestFactory
from tests.factories.partners import partnership
from tests.factories.people import OrgUnitFactory, PersonFactory, TransferRequestFactory, city_root, user_with_role
from tests.factories.training import BatchFactory, ClassMeetingFactory, class_teacher_of
from tests.support.visits import signed_in, text_of

pytestmark = pytest.mark.django_db

DESIGN = Path(__file__).resolve().parents[2] / "docs" / "design.md"
TODAY = timezone.localdate()


def notified(**fields):
    """A class whose notice is out, run by the city."""
    starts = fields.pop("starts_on", TODAY + timedelta(days=10))
    days = {"starts_on": starts, "ends_on": fields.pop("ends_on", starts + timedelta(days=2))}
    return BatchFactory(organiser=city_root(), state="notified", **days, **fields)


def unsigned(rows=1, *, late=False, **fields):
    notice = NoticeFactory(batch=notified(**fields), reply_by=TODAY + timedelta(days=-1 if late else 3))
    return [NoticeReceiptFactory(notice=notice, unit=OrgUnitFactory()) for _row in range(rows)]


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER, city_root())


def figures(page):
    """Label and number of each figure."""
    return re.findall(r"</svg>\s*([^<]+?)\s*<b>(\d+)<small>", page.content.decode())


def test_what_waits_is_counted_and_leads_to_its_list(officer):
    first, _second = unsigned(2)
    client = signed_in(officer)

    desk, listed = client.get("/desk/"), client.get("/desk/waiting/?kind=unsigned")

    assert ("未签收", "2") in figures(desk)
    assert "/desk/waiting/?kind=unsigned" in desk.content.decode()
    assert [line.wait.whom for line in listed.context["page_obj"]].count(first.unit.short_name) == 1


def test_a_thing_past_its_day_is_late(officer):
    unsigned(late=True)

    page = text_of(signed_in(officer).get("/desk/"))

    assert "1 项已逾期" in page


def test_what_has_waited_longest_stands_first_and_no_kind_hides_the_others(officer):
    unsigned(9)
    over = notified(starts_on=TODAY - timedelta(days=30))

    lines = signed_in(officer).get("/desk/").context["lines"]

    assert (lines[0].wait.about, [line.kind for line in lines].count("未签收")) == (over.title, 4)


def test_a_liaison_sees_what_waits_for_the_own_unit_alone():
    own, _other = unsigned(2)
    liaison = user_with_role(Role.LIAISON, own.unit)

    page = signed_in(liaison).get("/desk/")

    (line,) = page.context["lines"]
    assert (line.wait.whom, line.wait.address) == (own.unit.short_name, f"/training/inbox/{own.pk}/")


def test_nobody_is_asked_to_decide_about_their_own_leave():
    batch = notified(starts_on=TODAY)
    teacher = class_teacher_of(batch, person=PersonFactory())
    LeaveRequestFactory(enrolment=EnrolmentFactory(batch=batch, person=teacher.person))

    assert signed_in(teacher).get("/desk/").context["total"] == 0


def test_a_half_day_without_a_mark_waits_for_its_sheet():
    batch = notified(starts_on=TODAY - timedelta(days=1))
    teacher = class_teacher_of(batch)
    ClassMeetingFactory(batch=batch, date=TODAY - timedelta(days=1))
    EnrolmentFactory(batch=batch)

    (line,) = signed_in(teacher).get("/desk/").context["lines"]

    assert (line.wait.whom, line.late) == (str(teacher), True)


def test_a_transfer_waits_in_the_hands_of_the_unit_that_is_asked():
    transfer = TransferRequestFactory()
    hr = user_with_role(Role.HR, city_root())

    (line,) = signed_in(hr).get("/desk/waiting/?kind=transfers").context["page_obj"]

    assert line.wait.whom == transfer.from_unit.short_name


@pytest.mark.parametrize("kind", ["nothing_of_ours", "'", ""])
def test_a_kind_that_nobody_knows_lists_everything(officer, kind):
    unsigned(3)

    assert len(signed_in(officer).get("/desk/waiting/", {"kind": kind}).context["page_obj"]) == 3


def test_a_trainee_has_no_desk():
    trainee = user_with_role(Role.TRAINEE, city_root())

    page = signed_in(trainee).get("/desk/")

    assert (page.status_code, landing_address(trainee)) == (403, "/me/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_takes_the_same_statements_whatever_waits(officer, rows):
    everything_waits(rows)
    Installation.objects.create()
    SetupAnswer.objects.create(step=EVERYTHING, answered_by=officer)
    client = signed_in(officer)
    client.get("/desk/")

    with CaptureQueriesContext(connection) as desk:
        client.get("/desk/")
    with CaptureQueriesContext(connection) as listed:
        client.get("/desk/waiting/")

    assert (len(desk), len(listed)) == (31, 15)


def everything_waits(rows):
    unsigned(rows)
    for _row in range(rows):
        batch = notified(starts_on=TODAY - timedelta(days=1))
        ClassMeetingFactory(batch=batch, date=TODAY - timedelta(days=1))
        ClassMeetingFactory(batch=batch, date=TODAY)
        LeaveRequestFactory(enrolment=EnrolmentFactory(batch=batch))
        NominationFactory(batch=batch)
        notified(starts_on=TODAY - timedelta(days=20))
        TransferRequestFactory()


# The frame of every page.


def test_the_frame_of_a_page_takes_three_statements(officer):
    """The session, the account with its roles, and the installation with what is counted."""
    Installation.objects.create()
    NominationFactory(batch=notified())
    client = signed_in(officer)
    client.get("/verify/")

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/verify/")

    assert (len(queries), "项待办" in text_of(page)) == (3, True)


def test_the_menu_counts_what_waits_until_it_is_done(officer):
    nomination = NominationFactory(batch=notified())
    client = signed_in(officer)

    before = text_of(client.get("/training/plan/"))
    client.post(f"/training/nominations/{nomination.pk}/admit/")
    after = text_of(client.get("/training/plan/"))

    assert ["培训计划 1 项待办" in page for page in (before, after)] == [True, False]


def test_a_site_that_is_not_set_up_counts_too():
    """Without the row of the installation the counts come from the reader's own."""
    (receipt,) = unsigned()
    liaison = user_with_role(Role.LIAISON, receipt.unit)

    assert "1 项待办" in text_of(signed_in(liaison).get("/training/inbox/"))


def test_every_kind_of_waiting_belongs_to_an_entry_of_the_menu(officer):
    from common.menu import menu_for

    entries = {item.url_name for item in menu_for(officer)} | {"admission:inbox", "roster:transfer_list"}

    assert {kind.entry for kind in kinds_for(officer)} <= entries


# The daily jobs of each role, as docs/design.md lists them.


def daily_jobs():
    table = DESIGN.read_text(encoding="utf-8").split("## Daily jobs")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    return {role: re.findall(r"`([\w:]+)`", jobs) for role, jobs in rows}


def test_every_role_has_three_daily_jobs():
    jobs = daily_jobs()

    assert (set(jobs), {len(names) for names in jobs.values()}) == (set(Role.values), {3})


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.EDITOR])
def test_the_daily_jobs_of_a_role_are_one_click_from_its_home(role):
    user = somebody_at_work(role)
    page = Client()
    signed_in(user, page)

    home = page.get(landing_address(user))

    assert set(daily_jobs()[role]) - linked(home) == set()


def linked(page):
    """Names of the pages a page leads to."""
    found = set()
    for address in re.findall(r'<a [^>]*href="(/[^"?#]*)', page.content.decode()):
        match = resolve(address)
        found.add(match.view_name)
    return found


def somebody_at_work(role):
    """Somebody with the role, a class that meets today in which they have a part, and a notice to their unit."""
    if role == Role.PARTNER:
        return partnership().contact
    user = user_with_role(role, city_root(), person=PersonFactory())
    batch = notified(starts_on=TODAY)
    ClassMeetingFactory(batch=batch, date=TODAY)
    EnrolmentFactory(batch=batch)
    batch.staff.create(user=user, role="class_teacher")
    NominationFactory(batch=notified())
    NoticeReceiptFactory(notice=NoticeFactory(batch=notified()), unit=city_root())
    return user


def test_a_message_waits_for_the_office_until_it_is_answered(officer):
    feedback = leave_feedback(text="停车不便", by=None, address="10.0.0.9")
    client = signed_in(officer)
    before = figures(client.get("/desk/"))

    client.post(f"/feedback/{feedback.code}/answer/", {"answer": "已增设车位。"})

    assert [("待答复留言", "1") in seen for seen in (before, figures(client.get("/desk/")))] == [True, False]
