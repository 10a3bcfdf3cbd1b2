"""Columns and articles of the demo city's site."""

import json
from datetime import timedelta
from pathlib import Path

from cms.models import ArticlePage, ColumnPage, HomePage
from people.demo import City
from people.models import User

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
