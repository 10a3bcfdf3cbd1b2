import pytest

from people.choices import Role
from tests.factories.training import UserFactory, city_root, with_role
from tests.support.rights import BACKEND
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = with_role(UserFactory(), Role.TRAINING_OFFICER, city_root())
    client.force_login(user, backend=BACKEND)
    return user


def typed(lines, **fields):
    data = {"title": "网络安全培训班", "tracks": ["staff"], "place": "一号报告厅", "capacity": "40", "organiser": "NY"}
    data |= {"m-TOTAL_FORMS": str(lines), "m-INITIAL_FORMS": "0", "m-0-date": "2026-03-02", "m-0-title": "专题一"}
    return data | {f"m-{i}-slot": "am" for i in range(lines)} | fields


def test_more_lines_can_be_had_without_losing_what_was_typed(client, officer):
    page = client.post("/training/classes/new/", typed(6, more="1"))
    text = page.content.decode()

    assert (page.status_code, len(page.context["meetings"].forms), Batch.objects.count()) == (200, 12, 0)
    assert all(value in text for value in ("网络安全培训班", "专题一", "2026-03-02"))
    assert "此字段是必填项" not in text
    assert "invalid" not in text


def test_the_lines_added_are_saved_with_the_others(client, officer):
    second = {"m-7-date": "2026-03-03", "m-7-title": "专题二"}

    client.post("/training/classes/new/", typed(12, **second))

    assert list(Batch.objects.get().meetings.values_list("title", flat=True).order_by("date")) == ["专题一", "专题二"]


@pytest.mark.parametrize("forged", ["x", "-1", "1.5", ""])
def test_a_forged_number_of_lines_breaks_nothing(client, officer, forged):
    page = client.post("/training/classes/new/", typed(6, more="1") | {"m-TOTAL_FORMS": forged})

    assert (page.status_code, Batch.objects.count()) == (200, 0)
