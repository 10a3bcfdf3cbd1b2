"""Columns and articles of the demo city's site."""

import json
from datetime import timedelta
from pathlib import Path

from cms.models import ArticlePage, ColumnPage, HomePage
from cms.services import set_identity
from people.demo import City
from people.models import User

CONTENT = Path(__file__).parent / "demo_content" / "columns.json"


IDENTITY = {
    "system_name": "南阳市电子政务培训系统",
    "organiser": "南阳市人民政府办公室（示例）",
    "operator": "南阳市电子政务中心（示例）",
    "site_code": "4113000000（示例）",
    "icp_number": "豫ICP备00000000号（示例）",
    "telephone": "0377-0000 0000（工作日 8:30–12:00，14:30–17:30）",
}


def load(city: City, by: User) -> None:
    set_identity(texts=IDENTITY, by=by)
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
