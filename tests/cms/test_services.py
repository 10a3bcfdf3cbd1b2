"""Who writes, reads and lets out articles, on every installation and not only in the demo city."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, Task, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, rich_text

from cms.models import ArticlePage, ColumnPage, HomePage, Zone
from cms.services.editing import READINGS, grant_editing
from cms.tasks import publish_scheduled
from courses.models import CourseIndexPage
from people.choices import Role
from people.services.roles import sync_page_groups
from tests.factories.people import UserFactory, city_root, with_role
from tests.support.visits import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return HomePage.objects.get().add_child(instance=ColumnPage(title="工作动态", slug="news", zone=Zone.PUBLIC))


def holder(role):
    user = with_role(UserFactory(), role, city_root())
    sync_page_groups(user=user)
    return signed_in(user)


def typed(**action):
    values = {"title": "培训班开班", "slug": "opening", "published_on": "2026-03-02", "source": ""}
    files = inline_formset([])
    formset = {f"attachments-{name}": value for name, value in files.items()}
    return {**values, "body": rich_text("<p>第一期开班。</p>"), **formset, **action}


def write(client, column, **action):
    return client.post(f"/editor/pages/add/cms/articlepage/{column.pk}/", typed(**action))


def handed_in(column):
    """An article that its editor wants published."""
    write(holder(Role.EDITOR), column, **{"action-submit": "1"})
    return ArticlePage.objects.get()


def decide(client, article, decision):
    task = article.current_workflow_task_state
    client.post(f"/editor/pages/workflow/action/{article.pk}/{decision}/{task.pk}/", {"comment": "同意。"})


def test_an_article_is_out_when_three_have_read_it_each_in_turn(column):
    article, seen = handed_in(column), []
    for role in READINGS.values():
        for other in set(READINGS.values()) - {role}:
            decide(holder(other), article, "approve")
        article = ArticlePage.objects.get()
        seen.append((article.current_workflow_task.name, Client().get("/news/opening/").status_code))
        decide(holder(role), article, "approve")
        article = ArticlePage.objects.get()

    assert seen == [(name, 404) for name in READINGS]
    assert (article.live, Client().get("/news/opening/").status_code) == (True, 200)


def test_a_reader_sends_an_article_back(column):
    article = handed_in(column)

    decide(holder(Role.EDITOR), article, "reject")

    article = ArticlePage.objects.get()
    assert (article.live, article.current_workflow_state.status) == (False, "needs_changes")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRAINING_OFFICER])
def test_nobody_publishes_past_the_readings(column, role):
    article = handed_in(column)

    holder(role).post(f"/editor/pages/{article.pk}/edit/", typed(**{"action-publish": "action-publish"}))

    assert ArticlePage.objects.get().live is False


def test_somebody_without_the_role_does_not_enter_the_editor(column):
    client = signed_in(with_role(UserFactory(), Role.HR, city_root()))

    assert write(client, column, **{"action-publish": "action-publish"}).status_code == 403
    assert ArticlePage.objects.count() == 0


def test_editors_publish_courses_without_readings():
    index = CourseIndexPage.objects.get()
    user = with_role(UserFactory(), Role.EDITOR, city_root())
    sync_page_groups(user=user)

    assert index.permissions_for_user(user).can_publish_subpage() is True


def test_granting_again_adds_nothing():
    def standing():
        tables = (GroupPagePermission, WorkflowPage, WorkflowTask, Task, CourseIndexPage)
        return [table.objects.count() for table in tables]

    before = standing()
    grant_editing()

    # Wagtail brings a workflow of its own with one task.
    assert (standing(), before[1:]) == (before, [2, 4, 4, 1])


def test_what_was_given_a_time_goes_out_by_itself_then(column):
    article = column.add_child(instance=ArticlePage(title="维护公告", slug="upkeep", body="<p>文</p>", live=False))
    article.go_live_at = timezone.now() + timedelta(minutes=1)
    article.save_revision().publish()
    assert ArticlePage.objects.get().live is False

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        publish_scheduled()

    assert ArticlePage.objects.get().live is True
