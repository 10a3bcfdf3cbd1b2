"""What a reader of the site meets: columns, articles, attachments, pictures, classes, marked hits, and its weight."""

import gzip
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document

from cms.models import ArticlePage, Attachment, ColumnPage, HomePage, Place, Zone
from cms.models.pages import ARTICLES_A_PAGE
from common.search.marking import marked, snippet
from people.choices import Role
from people.models import User
from tests.factories.courses import CourseFactory, LessonFactory
from tests.factories.people import UserFactory, user_with_role
from tests.factories.training import BatchFactory
from tests.support.visits import signed_in, text_of
from training.choices import BatchState

DAY = date(2026, 3, 2)
KILOBYTES, REQUESTS = 120_000, 12


def column(slug="news", **fields):
    fields = {"title": f"栏目{slug}", "zone": Zone.PUBLIC, **fields}
    return HomePage.objects.get().add_child(instance=ColumnPage(slug=slug, **fields))


def article(below, n, **fields):
    fields = {"title": f"文章{n}", "body": "<p>正文</p>", "published_on": DAY - timedelta(days=n), **fields}
    return below.add_child(instance=ArticlePage(slug=f"a{n}", **fields))


@pytest.mark.django_db
def test_a_column_is_paged_and_narrowed_to_a_theme(client):
    news = column(themes="国家 本市", place=Place.THEMES)
    for n in range(ARTICLES_A_PAGE + 1):
        article(news, n, theme="国家" if n == 3 else "本市")

    pages = [client.get("/news/", query).context["page_obj"] for query in ({}, {"page": 2}, {"theme": "国家"})]

    assert [[one.title for one in page][:1] for page in pages] == [["文章0"], [f"文章{ARTICLES_A_PAGE}"], ["文章3"]]
    assert [len(page) for page in pages] == [ARTICLES_A_PAGE, 1, 1]


@pytest.mark.django_db
def test_an_empty_column_says_so(client):
    column()

    assert 'class="empty"' in client.get("/news/").content.decode()


@pytest.mark.django_db
def test_an_article_names_its_unit_and_those_before_and_after_it(client):
    news = column()
    _newer, middle, _older = (article(news, n, source="市政府办公室") for n in range(3))
    article(news, 9, live=False)

    answer = client.get(middle.url)

    assert (answer.context["later"].title, answer.context["earlier"].title) == ("文章0", "文章2")
    assert "发布单位 市政府办公室" in text_of(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 2])
def test_the_first_and_the_last_article_have_one_neighbour(client, place):
    news = column()
    pages = [article(news, n) for n in range(3)]

    context = client.get(pages[place].url).context

    assert (context["later"] is None, context["earlier"] is None) == (place == 0, place == 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "live", "visitor", "reader"),
    [(Zone.PUBLIC, True, 200, 200), (Zone.INTRANET, True, 302, 200), (Zone.PUBLIC, False, 302, 404)],
)
def test_a_file_is_for_those_who_may_read_its_article(zone, live, visitor, reader):
    page = article(column(zone=zone), 0, live=live)
    document = Document.objects.create(title="样表", file=ContentFile(b"table", name="table.xlsx"))
    Attachment.objects.create(article=page, document=document)

    answers = [client.get(document.url) for client in (Client(), signed_in(UserFactory()))]

    assert [answer.status_code for answer in answers] == [visitor, reader]
    for answer in answers:
        answer.close()


@pytest.mark.parametrize("path", ["none.png", "../secret.png", "../../keys.json", "a%00.png", "", "rights"])
def test_nothing_but_pictures_is_handed_out_as_one(db, client, path):
    (Path(settings.MEDIA_ROOT) / "images").mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "secret.png").write_text("secret")

    assert client.get(f"/media/images/{path}").status_code == 404


@pytest.mark.django_db
def test_everybody_knows_title_and_dates_of_classes_whose_notice_is_out(client):
    today = timezone.localdate()
    for state in (BatchState.DRAFT, BatchState.NOTIFIED, BatchState.CANCELLED):
        BatchFactory(title=f"{state}培训班", state=state, place="党校报告厅", starts_on=today, ends_on=today)

    pages = [text_of(client.get(address)) for address in ("/classes/", "/")]

    assert [[f"{state}培训班" in page for state in BatchState.values] for page in pages] == [
        [state == BatchState.NOTIFIED for state in BatchState.values]
    ] * 2
    assert ["党校报告厅" in page for page in pages] == [False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_classes_takes_the_same_statements_for_any_number(client, rows, django_assert_num_queries):
    BatchFactory.create_batch(rows, state=BatchState.NOTIFIED)
    client.get("/classes/")

    with django_assert_num_queries(5):
        client.get("/classes/")


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("电子公文归档", "公文", "电子<mark>公文</mark>归档"),
        ("公文与公文", "公文", "<mark>公文</mark>与<mark>公文</mark>"),
        ("Word 文件", "word", "<mark>Word</mark> 文件"),
        ("<b>公文</b>", "公文", "&lt;b&gt;<mark>公文</mark>&lt;/b&gt;"),
        ("公文", "", "公文"),
        ("公文", "(*", "公文"),
        ("电子和政务", "电子政务", "<mark>电子</mark>和<mark>政务</mark>"),
    ],
)
def test_what_was_looked_for_is_marked(text, query, shown):
    assert marked(text, query) == shown


def test_a_piece_is_cut_around_the_first_hit():
    piece = snippet("前" * 200 + "公文" + "后" * 200, "公文")

    assert re.fullmatch("…前{30}<mark>公文</mark>后{78}…", piece)


@pytest.mark.django_db
def test_courses_and_lessons_are_found_by_who_may_open_them():
    course = CourseFactory(title="电子公文实务", summary="怎样归档")
    LessonFactory(course=course, title="签收", body=[{"type": "paragraph", "value": "<p>公文签收的步骤</p>"}])
    LessonFactory(course=CourseFactory(live=False), body=[{"type": "paragraph", "value": "<p>公文草稿</p>"}])

    found = [client.get("/search/", {"q": "公文"}) for client in (Client(), signed_in(UserFactory()))]

    assert [(len(page.context["courses"]), len(page.context["lessons"])) for page in found] == [(0, 0), (1, 1)]
    assert "<mark>公文</mark>签收的步骤" in found[1].content.decode()


@pytest.mark.django_db
def test_who_works_in_the_office_reads_the_site_as_everybody_does():
    page = signed_in(user_with_role(Role.TRAINING_OFFICER)).get("/").content.decode()

    assert ('class="side"' in page, 'class="columns-bar"' in page) == (False, True)


def test_every_column_of_the_demo_is_filled_and_one_article_stands_at_each_reading(city):
    full = {column.title: ArticlePage.objects.child_of(column).live().count() for column in ColumnPage.objects.all()}
    waiting = ArticlePage.objects.filter(live=False)
    readings = {page.current_workflow_task and page.current_workflow_task.name for page in waiting}

    assert ({title: n for title, n in full.items() if n < 8}, len(full)) == ({}, 11)
    assert (waiting.count(), readings) == (5, {None, "初审", "复审", "终审"})
    assert waiting.filter(go_live_at__isnull=False).count() == 1
    assert (
        ArticlePage.objects.exclude(picture=None).count() >= 6,
        Attachment.objects.filter(document__file_size__gt=0).count() >= 3,
    ) == (True, True)


def sent(address):
    """How many bytes go over the line: texts packed, as production sends them from its static files."""
    if address.startswith(settings.MEDIA_URL):
        return len(Client().get(address).content)
    data = Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes()
    return len(gzip.compress(data))


def test_the_start_page_is_light(city):
    answer = Client().get("/")
    page = answer.content.decode()
    asked = set(re.findall(r'(?:href|src)="((?:/static|/media)/[^"#]+)', page))

    assert len(re.findall(r"/media/images/", page)) >= 1
    assert len(asked) + 1 <= REQUESTS
    assert len(answer.content) + sum(map(sent, asked)) <= KILOBYTES


def test_the_editor_opens_on_the_columns_under_the_citys_name(city):
    editor = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.EDITOR))

    page = signed_in(editor).get("/editor/").content.decode()

    assert ["公示公告" in page, "南阳市电子政务培训系统" in page, "写文章" in page, "个页面" in page] == [True] * 3 + [
        False
    ]


def test_the_leader_finds_what_waits_for_the_last_reading_and_no_button_to_write(city):
    leader = User.objects.get(username=next(a["username"] for a in city.accounts if a["role"] == Role.VIEWER))

    page = signed_in(leader).get("/editor/").content.decode()

    waiting = page.index("关于公开选聘兼职授课人的公告")
    assert (waiting < page.index("<h2>栏目</h2>"), "写文章" in page) == (True, False)
