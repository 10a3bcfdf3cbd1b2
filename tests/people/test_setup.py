"""The checklist of a new installation, afterwards the page of settings."""

from unittest.mock import patch

import pytest

from common.menu import SetupStep
from people.choices import Role
from people.installation import setup_steps
from people.models import AuditEvent, SetupAnswer
from people.services.installation import finish_setup, keep_setting
from tests.factories.people import user_with_role
from tests.support.refusals import refusal
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db
KEEPABLE = {"forms", "daily_hours", "hour_rules", "certificate_numbers"}


def step(key):
    return next(step for step in setup_steps() if step.key == key)


def test_the_steps_follow_the_office_through_its_first_day():
    labels = [str(step.label) for step in setup_steps()]

    order = ["单位", "联络员", "作息时间", "节假日与调休", "学时规则", "证书编号", "备份"]
    assert [label for label in labels if label in order] == order


@pytest.mark.parametrize("key", sorted(KEEPABLE))
def test_what_is_shipped_may_be_kept_and_the_step_is_done(key):
    officer = user_with_role(Role.TRAINING_OFFICER)
    before = step(key).is_done

    page = signed_in(officer).post(f"/people/setup/{key}/keep/")

    assert (page.status_code, before, step(key).is_done) == (302, False, True)
    assert AuditEvent.objects.filter(action="people.keep_setting").count() == 1


def test_keeping_it_twice_says_it_once():
    officer = user_with_role(Role.TRAINING_OFFICER)
    for _turn in range(2):
        keep_setting(step=step("hour_rules"), by=officer)

    assert (SetupAnswer.objects.count(), AuditEvent.objects.filter(action="people.keep_setting").count()) == (1, 1)


def test_a_step_without_anything_shipped_cannot_be_kept():
    officer = user_with_role(Role.TRAINING_OFFICER)

    assert signed_in(officer).post("/people/setup/units/keep/").status_code == 404


def test_who_may_not_set_it_sees_how_it_stands_and_cannot_keep_it():
    client = signed_in(user_with_role(Role.SYSADMIN))

    page = client.get("/people/setup/").content.decode()

    assert "学时规则" in page
    assert "/records/settings/hours/" not in page
    assert client.post("/people/setup/hour_rules/keep/").status_code == 403


@pytest.fixture
def everything_green():
    done = [SetupStep(1, "一", True, "")]
    with patch("people.services.installation.setup_steps", return_value=done):
        yield


def test_the_checklist_is_finished_only_when_every_line_is_done():
    assert refusal(finish_setup, by=user_with_role(Role.TRAINING_OFFICER)) == "steps_waiting"


def test_a_finished_checklist_leaves_the_home_page(everything_green):
    client = signed_in(user_with_role(Role.TRAINING_OFFICER))
    panel = '<a class="btn main" href="/people/setup/">'
    before = panel in client.get("/desk/").content.decode()

    client.post("/people/setup/finish/")

    assert (before, panel in client.get("/desk/").content.decode()) == (True, False)


def test_finishing_twice_says_it_once(everything_green):
    officer = user_with_role(Role.TRAINING_OFFICER)
    for _turn in range(2):
        finish_setup(by=officer)

    assert AuditEvent.objects.filter(action="people.finish_setup").count() == 1
