"""Columns and articles of the demo city's site."""

import json
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from cms.models import ArticlePage, ColumnPage, HomePage
from people.demo import City
from people.models import User
from people.services.roles import EDITOR_GROUP

CONTENT = Path(__file__).parent / "demo_content" / "columns.json"


def load(city: City, by: User) -> None:
    home = HomePage.objects.get()
    for i, column in enumerate(json.loads(CONTENT.read_text(encoding="utf-8"))):
        page = home.add_child(
            instance=ColumnPage(title=column["title"], slug=column["slug"], zone=column["zone"], intro=column["intro"])
        )
        for j, article in enumerate(column["articles"]):
            page.add_child(
                instance=ArticlePage(
                    title=article["title"],
                    slug=f"{column['slug']}-{j + 1}",
                    body=article["body"],
                    source="市政府办公室",
                    published_on=city.day - timedelta(days=5 * i + j),
                )
            )
    grant_editing(home)


def grant_editing(home: Page) -> None:
    """The group behind the role `editor` may enter the editor and publish below the start page."""
    group, _new = Group.objects.get_or_create(name=EDITOR_GROUP)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
