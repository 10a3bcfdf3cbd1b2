"""An editor's rights on every installation, not only in the demo city."""

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import rich_text

from cms.models import ArticlePage, ColumnPage, HomePage, Zone
from cms.services import grant_editing
from people.choices import Role
from people.services.roles import EDITOR_GROUP, sync_editor_group
from tests.factories.people import UserFactory, city_root, with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return HomePage.objects.get().add_child(instance=ColumnPage(title="工作动态", slug="news", zone=Zone.PUBLIC))


def editor():
    user = with_role(UserFactory(), Role.EDITOR, city_root())
    sync_editor_group(user=user)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def typed(**action):
    values = {"title": "培训班开班", "slug": "opening", "published_on": "2026-03-02", "source": ""}
    no_files = {"attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0"}
    return {**values, **no_files, "summary": "", "picture": "", "body": rich_text("<p>第一期开班。</p>"), **action}


def write(client, column, **action):
    return client.post(f"/editor/pages/add/cms/articlepage/{column.pk}/", typed(**action))


def test_an_editor_saves_a_draft_which_nobody_sees_and_publishes_it(column):
    client = editor()
    write(client, column)
    draft = ArticlePage.objects.get()
    assert (draft.live, Client().get("/news/opening/").status_code) == (False, 404)

    client.post(f"/editor/pages/{draft.pk}/edit/", typed(**{"action-publish": "action-publish"}))

    assert Client().get("/news/opening/").status_code == 200


def test_somebody_without_the_role_does_not_enter_the_editor(column):
    client = Client()
    client.force_login(with_role(UserFactory(), Role.HR, city_root()), backend=BACKEND)

    assert write(client, column, **{"action-publish": "action-publish"}).status_code == 403
    assert ArticlePage.objects.count() == 0


def test_granting_again_adds_nothing():
    before = GroupPagePermission.objects.filter(group__name=EDITOR_GROUP).count()
    grant_editing()

    assert GroupPagePermission.objects.filter(group__name=EDITOR_GROUP).count() == before
