"""An act that reaches many or cannot be taken back shows first what will happen, to whom, and a grave button."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse

from common.views import ActionView, ConsequencesMixin
from people.models import AuditEvent
from tests.support.rights import Visitor, all_rights, make_world, our_routes
from tests.support.verbs import all_verbs

ROOT = Path(__file__).resolve().parents[1]
# One press does it: it is about one row, and the next press takes it back or nothing is lost by it.
AT_ONCE = {
    "accounts:account_enable": "undone by disabling",
    "accounts:session_end": "one signs in again",
    "admission:nominate": "withdrawn until the office decides",
    "admission:nomination_admit": "one person, undone by a replacement",
    "admission:receipt_sign": "says only that the notice was read",
    "admission:reply_nobody": "asks for a reason on its own form, and a nomination takes it back",
    "attendance:leave_grant": "corrected on the sheet",
    "attendance:leave_refuse": "asked for again",
    "courses:course_enrol": "one's own course",
    "exams:paper_copy": "makes a draft",
    "exams:start": "its page says before how long it takes",
    "exams:submit": "its page shows before what is left open",
    "intake:import_commit": "its page is the list of what will be written, and the whole is undone",
    "notifications:notification_read": "one's own message",
    "partners:contribution_remove": "noted again",
    "people:act_rule_set": "set back by the other button",
    "people:setting_keep": "the setting stays what it was",
    "people:setup_finish": "the list of what is open stands above the button",
    "people:unit_alias_add": "removed again",
    "people:unit_alias_remove": "noted again",
    "people:unit_reorder": "moved back",
    "training:calendar_day_remove": "entered again",
    "training:daily_hours_remove": "set again",
}


def of_kind(kind):
    views = {name: getattr(callback, "view_class", object) for name, callback in our_routes().items()}
    return {name for name, view in views.items() if issubclass(view, kind)}


ASKING = sorted(of_kind(ConsequencesMixin))


def test_every_act_of_one_press_asks_or_says_why_it_need_not():
    assert of_kind(ActionView) - set(ASKING) == set(AT_ONCE)


def test_the_acts_that_ask_stand_in_the_table_of_the_design():
    listed = re.findall(r"^\| `(\w+:\w+)` \|", (ROOT / "docs" / "design.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert listed == ASKING


def test_no_page_sends_such_an_act_itself():
    sent = {
        (str(path.relative_to(ROOT)), route)
        for path in (ROOT / "templates").rglob("*.html")
        for route in re.findall(r"""action="{%\s*url\s+['"](\w+:\w+)['"]""", path.read_text(encoding="utf-8"))
        if route in ASKING
    }

    assert sent == set()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.mark.parametrize("route", ASKING)
def test_an_act_shows_its_consequences_and_does_nothing_yet(route, world, django_db_blocker):
    rights = all_rights()[route]
    with django_db_blocker.unblock():
        visitor = Visitor(world.users[min(rights.allowed)])
        address, before = reverse(route, kwargs=rights.kwargs(world)), AuditEvent.objects.count()
        answer = visitor.at(rights).get(f"{address}?next=/people/")
        written = AuditEvent.objects.count() - before

    page = BeautifulSoup(answer.content, "html.parser").main
    [button] = page.select('form[method="post"] .btn.grave[type="submit"]')
    said = [one.get_text(strip=True) for one in page.select(".consequences li")]
    assert (answer.status_code, written, button.get_text(strip=True)) == (200, 0, page.h1.get_text(strip=True))
    assert said
    assert all(said)
    assert page.select_one(".acts a")["href"] == "/people/"
    assert page.select(".whom li") or route == "admission:admit_all"


@pytest.mark.django_db
def test_who_is_to_be_admitted_is_named(django_db_blocker):
    sent = all_verbs()["admission:admit_all"].prepare(3)

    page = BeautifulSoup(sent.browser().get(reverse("admission:admit_all", kwargs=sent.kwargs)).content, "html.parser")

    assert len(page.select(".whom li")) == 3
