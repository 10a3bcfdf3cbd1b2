import pytest

from cms.models import ArticlePage, ColumnPage, HomePage, Zone
from people.choices import Role
from tests.factories.training import BatchFactory, UserFactory, city_root, with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


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

    with django_assert_num_queries(15):
        client.get("/")


def test_a_visitor_finds_search_and_verification_in_the_menu(client):
    page = client.get("/").content.decode()

    assert ('action="/search/"' in page, 'href="/verify/"' in page, 'href="/training/' in page) == (True, True, False)
