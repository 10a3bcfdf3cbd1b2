from datetime import date, timedelta

import pytest
import time_machine as clock
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance.choices import SignInMode
from attendance.models import AttendanceMark
from attendance.services.marks import evidence_for
from notifications.models import Notification
from partners.choices import ConfirmedBy, Gift, Side
from partners.models import Appraisal, Contribution, Statement
from partners.services.activities import enrol_guest
from partners.services.statements import confirm_statement, draw_up_statement, redraw_statement
from tests.factories.partners import ExchangeFactory, StatementFactory, days_from_today, partnership
from tests.factories.people import LecturerFactory
from tests.factories.training import ClassMeetingFactory, at
from tests.support.refusals import refusal
from training.choices import BatchState
from training.models import Batch, ClassMeeting

pytestmark = pytest.mark.django_db


def draw_up(pair, first=-90, last=-1):
    return draw_up_statement(
        agreement=pair.agreement, first=days_from_today(first), last=days_from_today(last), by=pair.officer
    )


def confirm(pair, statement, side, **fields):
    by = pair.officer if side == Side.CITY else pair.contact
    values = {"seen": statement.drawn_up_at.isoformat(), "signatory": "王某", "by": by}
    return confirm_statement(statement=statement, side=side, **{**values, **fields})


def joint_class(pair, guests=2, came=1, *, held=True):
    """A class that ended within the last ninety days, one half-day of two taught by the partner."""
    day = days_from_today(-20)
    activity = pair.activity(seats=guests, starts_on=day, ends_on=day)
    lecturer = LecturerFactory()
    Contribution.objects.create(activity=activity, side=Side.PARTNER, kind=Gift.LECTURER, lecturer=lecturer)
    meeting = ClassMeetingFactory(batch=activity.batch, lecturer=lecturer)
    ClassMeetingFactory(batch=activity.batch, slot="pm")
    with clock.travel(at("08:00", day), tick=False):
        places = [enrol_guest(activity=activity, person=pair.guest(), by=pair.contact) for _n in range(guests)]
    for place in places[:came]:
        fact = evidence_for(place, meeting, "present", SignInMode.PAPER)
        fact.save()
        AttendanceMark.objects.create(meeting=meeting, enrolment=place, evidence=fact, status="present", mode="paper")
    if held:
        Batch.objects.filter(pk=activity.batch_id).update(state=BatchState.CLOSED, closed_at=timezone.now())
    return activity


def test_a_statement_counts_people_months_classes_guests_and_lectures(time_machine):
    time_machine.move_to(at("09:00", date(2026, 7, 1)), tick=False)
    pair = partnership()
    ExchangeFactory(line=pair.out, host_unit=pair.partner, starts_on=date(2026, 5, 1))
    joint_class(pair)
    content = draw_up(pair).content

    assert content["totals"] == {"people": 1, "person_months": 2.0, "classes": 1, "guests": 1, "half_days": 1}
    assert [(row["guests"], row["came"], row["half_days"]) for row in content["activities"]] == [(2, 1, 1)]
    assert [(line["direction"], line["places"]) for line in content["lines"]] == [("out", 2), ("in", 2)]


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        ("2025-11-01", "2026-12-31", 6.0),
        ("2026-03-02", "2026-08-31", 5.9),
        ("2026-08-16", "2026-12-31", 0.5),
        ("2025-11-01", "2026-03-15", 0.5),
        ("2025-11-01", "2026-02-28", None),
        ("2026-09-01", "2026-12-31", None),
    ],
)
def test_only_the_days_of_the_period_are_counted(time_machine, starts, ends, months):
    time_machine.move_to(at("09:00", date(2026, 9, 1)), tick=False)
    pair = partnership()
    term = {"starts_on": date.fromisoformat(starts), "ends_on": date.fromisoformat(ends)}
    ExchangeFactory(line=pair.out, host_unit=pair.partner, **term)
    period = {"first": date(2026, 3, 1), "last": date(2026, 8, 31)}
    rows = draw_up_statement(agreement=pair.agreement, by=pair.officer, **period).content["exchanges"]

    assert [row["months"] for row in rows] == ([] if months is None else [months])


def test_an_early_end_shortens_the_count(time_machine):
    time_machine.move_to(at("09:00", date(2026, 9, 1)), tick=False)
    pair = partnership()
    ExchangeFactory(
        line=pair.out,
        host_unit=pair.partner,
        starts_on=date(2026, 3, 1),
        state="ended_early",
        ended_on=date(2026, 6, 15),
        end_reason="病休",
    )
    period = {"first": date(2026, 5, 1), "last": date(2026, 8, 31)}
    content = draw_up_statement(agreement=pair.agreement, by=pair.officer, **period).content

    assert content["totals"]["person_months"] == 1.5


def test_grades_given_after_the_period_wait_for_the_next_statement():
    pair = partnership()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner)
    Appraisal.objects.create(
        exchange=exchange, stage="mid_term", grade="excellent", remarks="好", appraised_by=pair.contact
    )

    assert draw_up(pair).content["exchanges"][0]["mid_term"] == ""
    assert draw_up(pair, first=0, last=0).content["exchanges"][0]["mid_term"] == "excellent"


def test_the_final_grade_of_who_came_home_in_the_period_is_shown_whenever_it_was_given():
    pair = partnership()
    exchange = ExchangeFactory(line=pair.out, host_unit=pair.partner, ends_on=days_from_today(-5))
    Appraisal.objects.create(
        exchange=exchange, stage="final", grade="competent", remarks="好", appraised_by=pair.contact
    )

    assert draw_up(pair).content["exchanges"][0]["final"] == "competent"


def test_only_closed_classes_are_counted_and_a_shared_lecture_once():
    pair = partnership()
    joint_class(pair, held=False)
    first, second = joint_class(pair), joint_class(pair)
    host = first.batch.meetings.get(slot="am")
    lecturer = {"lecturer": host.lecturer, "room": host.room, "joint_with": host}
    ClassMeeting.objects.filter(batch=second.batch, slot="am").update(**lecturer)
    second.contributions.filter(kind=Gift.LECTURER).update(lecturer=host.lecturer)
    totals = draw_up(pair).content["totals"]

    assert (totals["classes"], totals["half_days"]) == (2, 1)


def test_places_used_are_those_begun_by_the_end_of_the_period():
    pair = partnership()
    ExchangeFactory(line=pair.out, host_unit=pair.partner, starts_on=timezone.localdate())

    assert [line["used"] for line in draw_up(pair).content["lines"]] == [0, 0]


def test_a_draft_has_no_statement():
    pair = partnership(state="draft", signed_on=None)
    days = {"first": days_from_today(-5), "last": days_from_today(-1)}

    assert refusal(draw_up_statement, agreement=pair.agreement, by=pair.officer, **days) == "not_in_force"


def test_a_paper_that_comes_too_late_is_said_to_be_and_not_kept():
    pair = partnership()
    statement = draw_up(pair)
    confirm(pair, statement, Side.PARTNER)
    arguments = {"statement": statement, "side": Side.PARTNER, "seen": statement.drawn_up_at.isoformat()}
    scan = ContentFile(b"%PDF-1.7", name="s.pdf")

    assert refusal(confirm_statement, signatory="王某", by=pair.officer, scan=scan, **arguments) == "already_confirmed"


def test_the_database_refuses_to_change_a_confirmed_statement_or_its_confirmations():
    pair = partnership()
    statement = draw_up(pair)
    for side in Side:
        confirm(pair, statement, side)
    changes = [
        lambda: Statement.objects.update(content={}),
        lambda: statement.confirmations.update(signatory="李某"),
        lambda: statement.confirmations.all().delete(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(("first", "last", "code"), [(-5, 1, "not_over"), (-301, -1, "outside_term")])
def test_the_period_is_over_and_within_the_term(first, last, code):
    pair = partnership()
    days = {"first": days_from_today(first), "last": days_from_today(last)}

    assert refusal(draw_up_statement, agreement=pair.agreement, by=pair.officer, **days) == code


def test_periods_do_not_overlap():
    pair = partnership()
    draw_up(pair, -90, -31)
    days = {"first": days_from_today(-31), "last": days_from_today(-1)}

    assert refusal(draw_up_statement, agreement=pair.agreement, by=pair.officer, **days) == "overlaps"
    assert draw_up(pair, -30, -1).pk


def test_both_sides_are_asked():
    pair = partnership()
    draw_up(pair)

    assert {note.user for note in Notification.objects.all()} == {pair.contact}


def test_the_second_yes_freezes_the_statement():
    pair = partnership()
    statement = draw_up(pair)
    confirm(pair, statement, Side.PARTNER)
    assert Statement.objects.get().frozen_at is None
    for _twice in range(2):
        confirm(pair, statement, Side.CITY)

    statement.refresh_from_db()
    assert (statement.frozen_at is not None, statement.is_authentic()) == (True, True)
    assert refusal(redraw_statement, statement=statement, by=pair.officer) == "frozen"


def test_a_frozen_statement_no_longer_says_something_else():
    pair = partnership()
    statement = draw_up(pair)
    for side in Side:
        confirm(pair, statement, side)
    statement.refresh_from_db()
    statement.content["totals"]["guests"] = 99

    assert statement.is_authentic() is False


def test_counting_again_drops_the_confirmation_and_the_old_page_no_longer_confirms():
    pair = partnership()
    statement = draw_up(pair)
    old = statement.drawn_up_at.isoformat()
    confirm(pair, statement, Side.CITY)
    statement = redraw_statement(statement=statement, by=pair.officer)

    assert statement.confirmations.count() == 0
    arguments = {"statement": statement, "side": Side.CITY, "signatory": "王某", "by": pair.officer}
    assert refusal(confirm_statement, seen=old, **arguments) == "outdated"


def test_a_confirmation_names_who_signs():
    pair = partnership()
    statement = draw_up(pair)
    arguments = {"statement": statement, "side": Side.CITY, "seen": statement.drawn_up_at.isoformat()}

    assert refusal(confirm_statement, signatory=" ", by=pair.officer, **arguments) == "signatory_missing"


def test_a_signed_paper_is_kept(settings, tmp_path):
    pair = partnership()
    statement = StatementFactory(agreement=pair.agreement)
    scan = ContentFile(b"%PDF-1.7", name="签字件.pdf")
    confirm(pair, statement, Side.PARTNER, by=pair.officer, scan=scan)

    paper = statement.confirmations.get()
    assert (paper.mode, paper.scan.read()) == (ConfirmedBy.PAPER, b"%PDF-1.7")
    paper.scan.delete(save=False)


STATEMENTS_OF_A_DRAWING = 26


def test_drawing_up_asks_as_many_questions_for_three_as_for_one():
    counts = []
    for n in (1, 3):
        pair = partnership(f"HZ0{n}", starts_on=timezone.localdate() - timedelta(days=800))
        for _each in range(n):
            ExchangeFactory(line=pair.out, host_unit=pair.partner)
            joint_class(pair)
        with CaptureQueriesContext(connection) as queries:
            draw_up(pair)
        counts.append(len(queries))

    assert counts == [STATEMENTS_OF_A_DRAWING] * 2
