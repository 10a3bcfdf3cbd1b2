"""Search, on the engine the suite runs on."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from modelsearch.query import MATCH_ALL, MATCH_NONE, Boost, Fuzzy, Phrase, PlainText
from modelsearch.utils import parse_query_string
from wagtail.documents import get_document_model
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from common.search import SearchBackend
from common.search.grams import MAX_INDEXED_LENGTH, Term, index_text, query_terms

CITY = "南阳市电子政务建设"
BOUND = f"common.search.{connection.vendor}.MAX_RANKED"

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about the plan of SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about the plan of PostgreSQL")


def name_of(value):
    """A parameter's name in the list of tests; the order of a set must not depend on the worker."""
    return repr(sorted(value)) if isinstance(value, set) else repr(value)


@pytest.fixture
def add_page(db):
    root = Page.objects.get(depth=1)

    def add(title, **values):
        return root.add_child(instance=Page(title=title, slug=f"page-{Page.objects.count()}", **values))

    return add


@pytest.fixture
def add_document(db):
    """A document's tags are its body, which a page of Wagtail's own does not have."""

    def add(title, *tags):
        document = get_document_model().objects.create(title=title, file="documents/a.pdf")
        document.tags.add(*tags)
        document.save()
        return document

    return add


def titles(results):
    return [found.title for found in results]


def search(query, **options):
    return titles(Page.objects.live().search(query, **options))


def autocomplete(query):
    return titles(Page.objects.live().autocomplete(query))


def documents(query, **options):
    return titles(get_document_model().objects.all().search(query, **options))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("电子政务", "电子 子政 政务 务"),
        ("讲", "讲"),
        ("2026年第3期Python_数据", "2026 年第 第 3 期 python 数据 据"),
        ("ＰＹＴＨＯＮ－３", "python 3"),
        ("\uf9d1\uf9d1", "六六 六"),
        ("二〇二六", "二〇 〇二 二六 六"),
        ("𠮷野家", "u020bb7野 野家 家"),
        (" *\"'\x00\ud800", ""),
        ("讲" * (MAX_INDEXED_LENGTH + 5), "讲讲 " * (MAX_INDEXED_LENGTH - 1) + "讲"),
    ],
)
def test_text_is_kept_as_words_and_pairs(text, terms):
    assert index_text(text) == terms


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("电子政务", [[Term("电子"), Term("子政"), Term("政务")]]),
        ("讲", [[Term("讲", prefix=True)]]),
        ("Python 数据", [[Term("python")], [Term("数据")]]),
        ("第3期", [[Term("第", prefix=True), Term("3"), Term("期", prefix=True)]]),
        ("哈哈哈哈", [[Term("哈哈")]]),
        ('"* ', []),
    ],
)
def test_a_query_asks_for_words_and_pairs(query, words):
    assert query_terms(query) == words


def test_the_last_word_of_an_unfinished_query_is_a_beginning():
    assert query_terms("数据 Pyt", unfinished=True) == [[Term("数据")], [Term("pyt", prefix=True)]]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("电子政务", CITY),
        ("政务", CITY),
        ("务建设", CITY),
        ("南阳市电子政务建设", CITY),
        ("讲", "宣讲团"),
        ("讲", "听讲"),
        ("讲", "讲"),
        ("电子 南阳", CITY),
        ("建设,南阳!", CITY),
        ("Python 数据", "用Python处理数据"),
        ("python数据", "数据与 PYTHON"),
        ("Ｐｙｔｈｏｎ", "Python 入门"),
        ("2026年第3期", "2026年第3期培训班"),
        ("二〇二六", "二〇二六年计划"),
        ("张三", "王小明、张三同志"),
        ("a-b", "A/B 测试"),
        ("AND OR NOT", "Not or And"),
        ("1e5", "共1E5条"),
        ("café", "Café"),
    ],
)
def test_a_title_is_found_by_what_it_contains(add_page, query, title):
    add_page("别的页面")
    add_page(title)

    assert search(query) == [title]


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(pair, id=name)
        for name, pair in {
            "extension A": "\u3400\u4dbf",
            "end of the basic block": "\u9ffe\u9fff",
            "compatibility": "\ufa0e\ufa0f",
            "extension B": "\U00020000\U0002a6df",
            "extension C": "\U0002a700\U0002b739",
            "extension D": "\U0002b740\U0002b81d",
            "extension E": "\U0002b820\U0002cea1",
            "extension F": "\U0002ceb0\U0002ebe0",
            "extension G": "\U00030000\U0003134a",
            "extension H": "\U00031350\U000323af",
            "extension I": "\U0002ebf0\U0002ee5d",
            "compatibility supplement": "\U0002f800\U0002fa1d",
        }.items()
    ],
)
def test_rare_characters_are_found(add_page, pair):
    title = f"王{pair}同志"
    add_page(title)

    assert [search(query) for query in (pair, pair[0], f"王{pair[0]}", f"{pair[1]}同")] == [[title]] * 4


@pytest.mark.parametrize(
    "query", ["务电", "子电", "电子政务 公文", "Pyth", "政务Python", "政务服务", "处理数据库", "a"]
)
def test_every_word_of_a_query_must_be_there(add_page, query):
    add_page(CITY)
    add_page("用Python处理数据")

    assert search(query) == []


@pytest.mark.parametrize(
    "query",
    ["", " ", "　", '"', '""', "*", "'", "()", "——", "\x00", ":", "^", "{}", "-", "\\", "%", "!&|", "_"],
)
def test_a_query_without_words_finds_nothing_and_breaks_nothing(add_page, query):
    add_page(CITY)

    assert (search(query), autocomplete(query), Page.objects.search(query).count()) == ([], [], 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"电子政务"', [CITY]),
        ('政"务', [CITY]),
        ('务"讲', []),
        ("电子*", [CITY]),
        ("title:电子", []),
        ("'电子' & !建设", [CITY]),
        ("电子\x00政务", [CITY]),
        ("建设 " * 5000, [CITY]),
        (CITY * 5000, []),
        ("x" * 100_000, []),
        ("\ufdfa" * 1000, []),
        ("\U00010330" * 1000, []),
        ("NOT 电子", []),
        ("政务 NEAR 建设", []),
    ],
)
def test_signs_and_long_queries_are_only_text(add_page, query, expected):
    add_page(CITY)

    assert (search(query), autocomplete(query)) == (expected, expected)


@pytest.mark.parametrize(("query", "expected"), [('a"b', ["a b"]), ("a'b", ["a b"])])
def test_quotes_inside_a_word_divide_it(add_page, query, expected):
    add_page("a b")

    assert search(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("Pyth", 1), ("务建", 1), ("电子政", 1), ("讲", 1), ("讲 Py", 1), ("yth", 0), ("Py 讲 x", 0)],
)
def test_autocomplete_takes_the_last_word_as_a_beginning(add_page, query, expected):
    add_page("电子政务建设宣讲 Python")

    assert len(autocomplete(query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlainText("政务 公文", operator="or"), {CITY, "公文写作"}),
        (PlainText("政务服务 公文", operator="or"), {"公文写作"}),
        (Phrase("电子政务"), {CITY}),
        (Boost(PlainText("公文"), 2), {"公文写作"}),
        (PlainText("政务") | PlainText("公文"), {CITY, "公文写作"}),
        (PlainText("政务") & PlainText("公文"), set()),
        (PlainText("政务") & ~PlainText("公文"), {CITY}),
        (PlainText("政务") & ~PlainText("电子"), set()),
        (~PlainText("政务"), {"公文写作", "数据"}),
        (~PlainText("政务") & ~PlainText("公文"), {"数据"}),
        (~(PlainText("政务") | PlainText("公文")), {"数据"}),
        (PlainText("政务") | ~PlainText("公文"), {CITY, "数据"}),
        (PlainText("政务") & PlainText("——"), {CITY}),
        (PlainText("政务") & MATCH_ALL, {CITY}),
        (PlainText("政务") | MATCH_ALL, {CITY, "公文写作", "数据"}),
        (PlainText("政务") & MATCH_NONE, set()),
        (PlainText("政务") | MATCH_NONE, {CITY}),
        (MATCH_ALL, {CITY, "公文写作", "数据"}),
        (MATCH_NONE, set()),
        (~PlainText(" "), set()),
        (PlainText(" ") | PlainText("*"), set()),
        (parse_query_string('建设 "电子政务"')[1], {CITY}),
    ],
    ids=name_of,
)
def test_queries_combine(add_page, query, expected):
    pages = [add_page(title) for title in (CITY, "公文写作", "数据")]
    ours = Page.objects.filter(pk__in=[page.pk for page in pages])

    assert (set(titles(ours.search(query))), ours.search(query).count()) == (expected, len(expected))


def test_a_kind_of_query_without_an_answer_is_refused(add_page):
    with pytest.raises(NotImplementedError, match="Fuzzy"):
        search(Fuzzy("政务"))


def test_tags_are_found_as_the_body(add_document):
    add_document("年度报告", "电子政务", "数据")

    assert [documents(query) for query in ("子政", "报告 政务", "务数")] == [["年度报告"], ["年度报告"], []]


@pytest.mark.parametrize(
    ("fields", "expected"), [(["title"], ["电子政务"]), (None, ["电子政务", "年度报告"]), ([], [])]
)
def test_a_search_can_be_limited_to_the_title(add_document, fields, expected):
    add_document("年度报告", "电子政务")
    add_document("电子政务", "报告")

    assert documents("政务", fields=fields) == expected


def test_titles_come_before_bodies(add_document):
    add_document("公文写作", "电子政务")
    add_document("电子政务", "公文")
    add_document("年度报告", "政务", "电子")

    assert documents("政务")[0] == "电子政务"


def test_results_carry_their_score_when_asked(add_document):
    add_document("公文写作", "电子政务", "一", "二")
    add_document("电子政务", "公文")

    results = get_document_model().objects.search("政务").annotate_score("relevance")
    scores = [found.relevance for found in results]

    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > 0


def test_results_can_be_counted_sliced_and_paged(add_page):
    for number in range(5):
        add_page(f"电子政务{number}")
    results = Page.objects.live().search("政务")
    everything = titles(results)

    assert (results.count(), len(everything), results[1:3].count(), results[4:9].count()) == (5, 5, 2, 1)
    assert (titles(results[1:3]), titles(results[3:]), results[4].title) == (
        everything[1:3],
        everything[3:],
        everything[4],
    )
    assert titles(Paginator(Page.objects.search("政务"), 2).page(3)) == everything[4:]


@pytest.mark.parametrize("order", ["title", "-title"])
def test_results_can_be_ordered(add_page, order):
    expected = sorted((add_page(f"政务{letter}").title for letter in "bac"), reverse=order == "-title")

    assert search("政务", order_by=order) == expected
    assert titles(Page.objects.order_by(order).search("政务", order_by_relevance=False)[1:]) == expected[1:]
    assert Page.objects.order_by(order).search("政务", order_by_relevance=False).count() == 3


def test_filters_hold(add_page):
    add_page("电子政务", live=False)
    seen = add_page("政务")
    child = seen.add_child(instance=Page(title="政务数据", slug="child"))

    assert search("政务", order_by="title") == ["政务", "政务数据"]
    assert titles(Page.objects.descendant_of(seen).search("政务")) == ["政务数据"]
    assert titles(Page.objects.none().search("政务")) == []
    assert titles(Page.objects.filter(pk=child.pk).specific().search("政务")) == ["政务数据"]


def test_filters_may_join_and_use_subqueries(add_page):
    """As `visible_to(user)` does: they run in SQL and need no `FilterField`."""
    seen = add_page("电子政务")
    add_page("政务")
    Site.objects.update(root_page=seen)
    by_join = Page.objects.filter(sites_rooted_here__isnull=False).distinct()
    by_subquery = Page.objects.filter(Exists(Site.objects.filter(root_page=OuterRef("pk"))))

    assert titles(by_join.search("政务")) == titles(by_subquery.search("政务")) == ["电子政务"]


def test_only_the_best_are_ranked(add_page, monkeypatch):
    monkeypatch.setattr(BOUND, 2)
    for number in range(4):
        add_page(f"政务{number}")

    assert (len(search("政务")), Page.objects.search("政务").count()) == (2, 2)
    assert len(search("政务", order_by="title")) == 4


def test_hidden_pages_do_not_use_up_the_bound(add_page, monkeypatch):
    monkeypatch.setattr(BOUND, 2)
    add_page("关于电子政务的一份很长的报告")
    for number in range(4):
        add_page(f"政务{number}", live=False)

    assert search("政务") == ["关于电子政务的一份很长的报告"]


def test_hits_can_be_counted_by_field(add_page):
    add_page("电子政务")
    add_page("政务", live=False)
    add_page("政务公开", live=False)

    assert dict(Page.objects.search("政务").facet("live")) == {False: 2, True: 1}


def test_saving_moves_a_page_to_its_new_title(add_page):
    page = add_page("电子政务")
    page.title = "公文写作"
    page.save()

    assert (search("政务"), search("公文"), autocomplete("公文")) == ([], ["公文写作"], ["公文写作"])


def test_deleting_removes_a_page(add_page):
    add_page("电子政务").delete()

    assert (search("政务"), Page.objects.search("政务").count()) == ([], 0)


def test_the_backend_adds_and_deletes(add_page):
    backend = get_search_backend()
    page, other = add_page("电子政务"), add_page("政务")
    IndexEntry.objects.all().delete()

    backend.add(page)
    after_add = titles(backend.search("政务", Page))
    backend.add_bulk(Page, [page, other, other])
    after_bulk = set(titles(backend.search("政务", Page.objects.all())))
    backend.delete(page)

    assert (after_add, after_bulk) == (["电子政务"], {"电子政务", "政务"})
    assert titles(backend.search("政务", Page)) == ["政务"]
    backend.reset_indexes()
    assert titles(backend.search("政务", Page)) == []


def test_update_index_rebuilds_everything(add_page, add_document):
    page = add_page("电子政务")
    add_document("年度报告", "政务")
    stale = IndexEntry.objects.get(object_id=str(page.pk), content_type__model="page")
    IndexEntry.objects.exclude(pk=stale.pk).delete()
    IndexEntry.objects.filter(pk=stale.pk).update(object_id="999999")

    call_command("update_index", verbosity=0)

    assert search("政务") == autocomplete("政务") == ["电子政务"]
    assert documents("政务") == ["年度报告"]
    assert not IndexEntry.objects.filter(pk=stale.pk).exists()


def plan_of(statement):
    prefix = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{prefix} {statement}")
        return [str(row[-1]).strip() for row in cursor.fetchall()]


@pytest.fixture
def searched(add_page):
    """The statements of one search with so many hits, the content types known as in a running process."""

    def run(hits):
        for number in range(hits):
            add_page(f"电子政务{number}")
        search("公文")
        with CaptureQueriesContext(connection) as context:
            assert len(search("政务")) == hits
        return [query["sql"] for query in context.captured_queries]

    return run


@pytest.mark.parametrize("hits", [1, 3])
def test_one_search_is_two_queries(searched, hits):
    assert len(searched(hits)) == 2


def test_a_page_of_results_and_their_count_are_two_queries(add_page, django_assert_num_queries):
    for number in range(3):
        add_page(f"政务{number}")
    search("公文")

    with django_assert_num_queries(2):
        assert len(Paginator(Page.objects.live().search("政务"), 2).page(1)) == 2


@on_sqlite
def test_sqlite_asks_the_full_text_index_once(searched):
    plan = plan_of(searched(3)[0])

    assert plan[0].startswith("SCAN wagtailsearch_indexentry_fts VIRTUAL TABLE INDEX")
    assert plan[1] == "SEARCH wagtailsearch_indexentry USING INTEGER PRIMARY KEY (rowid=?)"
    assert sum("indexentry_fts" in step for step in plan) == 1


@pytest.fixture
def many_pages(add_page):
    """So many that the planner has a reason to choose, and statistics to choose by."""
    first = add_page("公文")
    same = {"depth": 2, "content_type": first.content_type, "locale": first.locale}
    pages = Page.objects.bulk_create(
        Page(title=f"公文{number}", slug=f"many-{number}", path=f"0001M{number:03}", **same) for number in range(1000)
    )
    get_search_backend().add_bulk(Page, pages)
    with connection.cursor() as cursor:
        # What waits in a GIN index's pending list makes it look dear, and it waits until a vacuum comes by.
        cursor.execute(
            "SELECT gin_clean_pending_list(indexrelid::regclass) FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
            " JOIN pg_am ON pg_am.oid = c.relam AND amname = 'gin' WHERE indrelid = 'wagtailsearch_indexentry'::regclass"
        )
        cursor.execute("ANALYZE wagtailsearch_indexentry")
        cursor.execute("ANALYZE wagtailcore_page")


@on_postgresql
def test_postgresql_asks_the_index_on_the_body(many_pages, searched):
    ranking = searched(3)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    plan = plan_of(ranking)

    assert any(step.startswith("Index Cond: (body @@") for step in plan), "\n".join(plan)


def test_the_setting_names_our_backend(db):
    assert type(get_search_backend()).__module__ == f"common.search.{connection.vendor}"


def test_other_engines_are_refused(monkeypatch):
    monkeypatch.setattr("common.search.connection", SimpleNamespace(vendor="mysql"))

    with pytest.raises(ImproperlyConfigured, match="not on mysql"):
        SearchBackend({})
