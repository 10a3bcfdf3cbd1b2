"""Columns and articles of the demo city's site."""

import io
import json
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.html import strip_tags
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.models import ArticleAttachment, ArticlePage, ColumnPage, HomePage
from cms.services import set_identity
from people.demo import City
from people.models import User

CONTENT = Path(__file__).parent / "demo_content" / "columns.json"
PICTURES = CONTENT.parent / "pictures"
COLUMN_FIELDS = ("title", "slug", "zone", "intro", "place", "scene")


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
    drawn = {path.stem: _picture(path) for path in sorted(PICTURES.glob("*.png"))}
    for i, column in enumerate(json.loads(CONTENT.read_text(encoding="utf-8"))):
        fields = {name: column[name] for name in COLUMN_FIELDS if name in column}
        page = home.add_child(instance=ColumnPage(**fields))
        for j, article in enumerate(column["articles"]):
            written = ArticlePage(
                title=article["title"],
                slug=f"{column['slug']}-{j + 1}",
                body=article["body"],
                summary=article.get("summary", ""),
                picture=drawn.get(article.get("picture", "")),
                source="市政府办公室",
                published_on=city.day - timedelta(days=i + 6 * j),
            )
            page.add_child(instance=written)
            if article.get("attachment"):
                ArticleAttachment.objects.create(article=written, document=_document(article))


def _picture(path: Path) -> Image:
    return Image.objects.create(title=path.stem, file=ImageFile(io.BytesIO(path.read_bytes()), name=path.name))


def _document(article: dict[str, str]) -> Document:
    """The article as a text file, for those who file it."""
    text = strip_tags(article["body"].replace("</p>", "\n")).encode("utf-8-sig")
    return Document.objects.create(title=f"{article['title']}.txt", file=ContentFile(text, name="article.txt"))
