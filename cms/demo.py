"""Columns, articles and pictures of the demo city's site, what is being read before it is let out, and some feedback."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import format_html_join
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import WorkflowPage

from cms.models import ArticlePage, Attachment, ColumnPage, HomePage
from cms.services.editing import READINGS
from cms.services.feedback import answer_feedback, leave_feedback
from cms.services.identity import set_identity
from common.exports import Column, Sheet, write_workbook
from people.choices import Role
from people.demo import City
from people.models import User

CONTENT = Path(__file__).parent / "demo_content"
PICTURE_SIZE = (1120, 700)
SCHEDULED = "scheduled"
# Columns have their articles on different days, the newest a few days old.
DAYS_BETWEEN, DAYS_APART = 6, 4

IDENTITY = {
    "system_name": "南阳市电子政务培训系统",
    "organiser": "南阳市人民政府办公室（示例）",
    "operator": "南阳市电子政务中心（示例）",
    "site_code": "4113000000（示例）",
    "icp_number": "豫ICP备00000000号（示例）",
    "telephone": "0377-0000 0000（工作日 8:30–12:00，14:30–17:30）",
}
FEEDBACK = (
    (
        "晚上自习的时间能不能延长到九点半？练习还没有做完就关门了。",
        "已与场地协调，从下一批起自习延长到九点半，值班辅导员同步调整。",
    ),
    ("课程视频在手机上看字太小，希望能有大字版。", "页面上方可以切换“大字版”，网络课程同样适用，切换后会一直记住。"),
    ("建议在培训安排里标出每个班的报名截止日期。", ""),
)


@dataclass
class Written:
    """One article of a content file."""

    title: str
    theme: str
    source: str
    flags: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return format_html_join("", "<p>{}</p>", ((text,) for text in self.paragraphs))

    @property
    def summary(self) -> str:
        return self.paragraphs[0].partition("。")[0] + "。"


def load(city: City, by: User) -> None:
    set_identity(texts=IDENTITY, by=by)
    home = HomePage.objects.get()
    pictures = {name: draw(title, shapes) for name, (title, shapes) in read_json("pictures.json").items()}
    files = sorted(CONTENT.glob("*.txt"), key=lambda path: int(path.stem.partition("-")[0]))
    for place, path in enumerate(files):
        head, articles = read_column(path)
        column = ColumnPage.objects.filter(title=head[0]).first() or add_column(home, head)
        for n, article in enumerate(articles):
            day = city.day - timedelta(days=n * DAYS_BETWEEN + place % DAYS_APART)
            page = as_page(article, f"{path.stem}-{n + 1}", day, pictures)
            if state := article.flags.get("state"):
                hand_in(city, column.add_child(instance=page), state)
            else:
                attach(page, article)
                column.add_child(instance=page)
    load_feedback(city)


def read_json(name: str) -> dict:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def read_column(path: Path) -> tuple[list[str], list[Written]]:
    """What the file says of its column, and the articles in it, the newest first."""
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    return cells(head.removeprefix("@@")), list(read_articles(rest))


def read_articles(lines: list[str]) -> Iterator[Written]:
    article = None
    for line in lines:
        if line.startswith("##"):
            if article:
                yield article
            title, theme, source, flags = cells(line.removeprefix("##"))
            pairs = (flag.partition("=") for flag in flags.split())
            article = Written(title, theme, source, {name: value for name, _is, value in pairs})
        elif article and line:
            article.paragraphs.append(line)
    if article:
        yield article


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def add_column(home: HomePage, head: list[str]) -> ColumnPage:
    title, slug, zone, place, drawing, intro, *themes = head
    page = ColumnPage(title=title, slug=slug, zone=zone, place=place, drawing=drawing, intro=intro)
    page.themes = " ".join(themes)
    return home.add_child(instance=page)


def as_page(article: Written, slug: str, day: date, pictures: dict[str, Image]) -> ArticlePage:
    return ArticlePage(
        title=article.title,
        slug=f"article-{slug}",
        live="state" not in article.flags,
        body=article.body,
        summary=article.summary,
        source=article.source,
        theme=article.theme,
        picture=pictures.get(article.flags.get("picture", "")),
        is_headline="headline" in article.flags,
        published_on=day,
    )


def attach(page: ArticlePage, article: Written) -> None:
    """An empty form as a workbook, where the article names one."""
    name = article.flags.get("file")
    if name is None:
        return
    columns = [Column(heading, lambda row: None, width=18) for heading in read_json("attachments.json")[name]]
    output = io.BytesIO()
    write_workbook(output, [Sheet("样表", columns, [])])
    data = output.getvalue()
    file = ContentFile(data, name=f"{name}.xlsx")
    document = Document.objects.create(title=name, file=file, file_size=len(data))
    page.attachments.add(Attachment(document=document))


def draw(title: str, shapes: list[list]) -> Image:
    """A picture of plain shapes, drawn at twice its size for smooth edges."""
    canvas = Canvas.new("RGB", tuple(side * 2 for side in PICTURE_SIZE))
    pen = ImageDraw.Draw(canvas)
    for kind, colour, points, *edge in shapes:
        points = [value * 2 for value in points]
        if kind == "line":
            pen.line(points, colour, width=edge[0] * 2, joint="curve")
        else:
            outline, width = (edge[0], edge[1] * 2) if edge else (None, 1)
            shape = {"poly": pen.polygon, "rect": pen.rectangle, "ellipse": pen.ellipse}[kind]
            shape(points, fill=colour, outline=outline, width=width)
    output = io.BytesIO()
    canvas.resize(PICTURE_SIZE, Canvas.Resampling.LANCZOS).save(output, "PNG", optimize=True)
    return Image.objects.create(title=title, description=title, file=ContentFile(output.getvalue(), name="picture.png"))


def hand_in(city: City, page: ArticlePage, state: str) -> None:
    """Leave the article as a draft, before one of its three readings, or let out at a time to come."""
    editor = city.users[Role.EDITOR]
    if state == SCHEDULED:
        page.go_live_at = timezone.now() + timedelta(days=7)
        page.save_revision(user=editor).publish(user=city.users[Role.VIEWER])
        return
    page.save_revision(user=editor)
    if state not in READINGS:
        return
    workflow = WorkflowPage.objects.get(page__content_type__model="homepage").workflow
    reading = workflow.start(page, editor)
    for name, role in READINGS.items():
        if name == state:
            break
        reading.current_task_state.specific.approve(user=city.users[role], comment="同意。")
        reading.refresh_from_db()


def load_feedback(city: City) -> None:
    trainee, officer = city.users[Role.TRAINEE], city.users[Role.TRAINING_OFFICER]
    for n, (text, answer) in enumerate(FEEDBACK):
        feedback = leave_feedback(text=text, by=trainee if n % 2 else None, address="", page="/")
        if answer:
            answer_feedback(feedback=feedback, answer=answer, by=officer)
