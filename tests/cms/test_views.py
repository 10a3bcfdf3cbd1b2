import gzip
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.models import ArticleAttachment, ArticlePage, ColumnPage, HomePage, Place, Zone
from people.choices import Role
from tests.factories.training import DAY, BatchFactory, UserFactory, city_root, with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def articles():
    home = HomePage.objects.get()
    made = {}
    for zone in Zone.values:
        column = home.add_child(instance=ColumnPage(title=f"栏目{zone}", slug=f"c-{zone}", zone=zone))
        made[zone] = column.add_child(
            instance=ArticlePage(title=f"南阳市电子政务建设{zone}", slug=f"a-{zone}", body="<p>正文</p>")
        )
    return made


def found(client, text):
    return {article.title for article in client.get("/search/", {"q": text}).context["articles"]}


def test_a_visitor_sees_the_public_site_only(client, articles):
    page = client.get("/").content.decode()

    assert ("南阳市电子政务建设public" in page, "南阳市电子政务建设intranet" in page) == (True, False)
    assert client.get(articles[Zone.INTRANET].url).headers["Location"].startswith("/accounts/login/?next=")
    assert client.get(articles[Zone.PUBLIC].url).status_code == 200


def test_a_visitor_finds_public_articles_only(client, articles):
    assert found(client, "电子政务") == {"南阳市电子政务建设public"}


def test_someone_signed_in_finds_both_zones(client, articles):
    client.force_login(UserFactory(), backend=BACKEND)

    assert found(client, "务建设") == {"南阳市电子政务建设public", "南阳市电子政务建设intranet"}
    assert client.get(articles[Zone.INTRANET].get_parent().specific.url).status_code == 200


@pytest.mark.parametrize("text", ["", '"', 'a"b', "*", "AND OR NOT", " "])
def test_odd_searches_find_nothing_and_break_nothing(client, articles, text):
    assert found(client, text) == set()


def test_classes_are_found_by_those_who_may_know_of_them(client):
    BatchFactory(title="网络安全培训班")
    assert not client.get("/search/", {"q": "网络安全"}).context["batches"]

    client.force_login(with_role(UserFactory(), Role.HR, city_root()), backend=BACKEND)

    assert [b.title for b in client.get("/search/", {"q": "网络安全"}).context["batches"]] == ["网络安全培训班"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_start_page_takes_the_same_statements_for_any_number_of_articles(client, rows, django_assert_num_queries):
    home = HomePage.objects.get()
    column = home.add_child(instance=ColumnPage(title="栏目", slug="c", zone=Zone.PUBLIC))
    for n in range(rows):
        column.add_child(instance=ArticlePage(title=f"文章{n}", slug=f"a{n}", body="<p>文</p>"))
    client.get("/")

    with django_assert_num_queries(11):
        client.get("/")


def test_a_visitor_finds_search_and_verification_on_the_start_page(client):
    page = client.get("/").content.decode()

    assert ('action="/search/"' in page, 'href="/verify/"' in page, 'href="/training/' in page) == (True, True, False)


# The start page, columns and articles.


def a_column(**fields):
    fields = {"title": "工作动态", "slug": "news", "zone": Zone.PUBLIC} | fields
    return HomePage.objects.get().add_child(instance=ColumnPage(**fields))


def an_article(column, n, **fields):
    fields = {
        "title": f"文章{n}",
        "slug": f"a{n}",
        "body": f"<p>第{n}篇。</p>",
        "published_on": DAY + timedelta(n),
    } | fields
    return column.add_child(instance=ArticlePage(**fields))


def picture():
    content = io.BytesIO()
    Picture.new("RGB", (64, 32), "navy").save(content, format="PNG")
    return Image.objects.create(title="画", file=ImageFile(io.BytesIO(content.getvalue()), name="drawn.png"))


def test_the_newest_article_with_a_picture_is_the_headline_and_its_picture_is_served(client):
    column = a_column()
    an_article(column, 1, picture=picture())
    an_article(column, 2)

    page = client.get("/").content.decode()

    assert re.search(r'<p class="headline">.*?文章1.*?</p>', page, re.DOTALL)
    served = client.get(re.search(r'src="(/media/images/[^"]+)"', page)[1])
    assert (served.status_code, served["Content-Type"], served.getvalue()[1:4]) == (200, "image/png", b"PNG")


@pytest.mark.parametrize("place", Place.values)
def test_a_column_stands_where_the_editor_put_it(client, place):
    column = a_column(place=place, scene="river")
    for n in range(10):
        an_article(column, n)

    page = client.get("/").content.decode()

    shown = re.findall(r">(文章\d)<", page)
    wanted = {"notices": 8, "policy": 8, "list": 6, "picture": 0}[place]
    assert (len(shown), "scene-river" in page) == (wanted, place == "picture")


def test_a_class_is_announced_by_title_days_and_place_until_it_is_over(client):
    today = timezone.localdate()
    BatchFactory(title="要开的班", state="notified", starts_on=today, ends_on=today)
    BatchFactory(title="没有通知的班", state="draft", starts_on=today, ends_on=today)
    BatchFactory(title="过去的班", state="notified", starts_on=DAY, ends_on=DAY)

    page = client.get("/").content.decode()

    assert [title in page for title in ("要开的班", "没有通知的班", "过去的班")] == [True, False, False]


def test_an_article_leads_to_the_one_before_and_the_one_after(client):
    column = a_column()
    for n in range(3):
        an_article(column, n)
    an_article(column, 3, live=False)

    first, middle, last = (client.get(f"/news/a{n}/").content.decode() for n in range(3))

    assert ["文章0" in middle, "文章2" in middle] == [True, True]
    assert ["没有了" in page for page in (first, middle, last)] == [True, False, True]


def test_the_files_of_an_article_can_be_fetched(client):
    article = an_article(a_column(), 1)
    document = Document.objects.create(title="报名表.txt", file=ContentFile("表".encode(), name="form.txt"))
    ArticleAttachment.objects.create(article=article, document=document)

    page = client.get("/news/a1/").content.decode()

    address = re.search(r'href="(/documents/[^"]+)"', page)[1]
    assert ("报名表.txt" in page, client.get(address).getvalue().decode()) == (True, "表")


def test_a_hit_is_shown_with_its_words_marked_and_nothing_of_it_is_markup(client):
    an_article(
        a_column(), 1, title="公文<b>交换", body="<p>" + "前" * 60 + "电子公文交换 &lt;i&gt;" + "后" * 90 + "</p>"
    )

    page = client.get("/search/", {"q": "公文"}).content.decode()

    assert "<mark>公文</mark>&lt;b&gt;交换" in page
    assert re.search(r"<p>…前+电子<mark>公文</mark>交换 &lt;i&gt;后+…</p>", page)


def test_the_start_page_of_the_demo_city_is_light(city, client):
    """As sent: compressed text, pictures as they are. Fonts are the reader's own."""
    page = client.get("/").content
    parts = set(re.findall(r'(?:href|src)="(/(?:static|media)/[^"#]+)"', page.decode()))
    sent = len(gzip.compress(page))
    for part in parts:
        if part.startswith("/media/"):
            sent += len(client.get(part).getvalue())
        else:
            data = (ROOT / "static" / part.removeprefix("/static/")).read_bytes()
            sent += len(data) if part.endswith(".png") else len(gzip.compress(data))

    assert len(parts) + 1 <= 12
    assert sent <= 120 * 1024
