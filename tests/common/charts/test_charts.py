"""What a chart says, to the eye, to the ear, and to who reads its table."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from common.charts import Cell, Series, bars, heat_map, line, meter_svg, ring, stacked
from common.charts.chart import PHONE, number

HOSTILE = """<script>alert("x")</script>&'"""
SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"head": "年份"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(chart):
    """The picture as a tree: it is well-formed, or this fails."""
    svg = chart.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(svg)  # noqa: S314 -- we wrote it


def texts(chart):
    return [text.text for text in drawn(chart).iter(f"{SVG}text")]


def two_series(key="c", labels=("2025", "2026"), figures=((310, 402), (360, 440))):
    return bars(key, "Came", labels, [Series("held", figures[0]), Series("planned", figures[1])], **WORDS)


def units(n):
    return [Cell(f"单位{i}", 60 + i % 40) for i in range(n)]


def map_of(cells, **more):
    options = {"steps": (75, 90), "sign": "low", "head": ("Unit", "Rate"), "suffix": "%"}
    return heat_map("h", "Rates", cells, **options | more)


def every_kind(labels=("2025", "2026"), figures=(3, 5), title="Came"):
    series = [Series("held", figures)]
    return [
        bars("a", title, labels, series, **WORDS),
        line("b", title, labels, series, **WORDS),
        stacked("c", title, labels, series, **WORDS),
        map_of([Cell(label, figure) for label, figure in zip(labels, figures, strict=True)]),
    ]


def test_bars_write_each_figure_and_each_label():
    assert {"310", "402", "360", "440", "2025", "2026", "held", "planned"} <= set(texts(two_series()))


def test_a_line_writes_each_figure_and_its_axis_the_unit():
    chart = line("c", "Rate", ["一", "二"], [Series("rate", [Decimal("93.14"), 100])], suffix="%", **WORDS)

    assert {"93.1", "100.0", "100%"} <= set(texts(chart))


def test_a_stack_writes_its_parts_even_where_they_are_too_narrow_to_hold_text():
    chart = stacked("c", "By audience", ["2026"], [Series("one", [10000]), Series("two", [1])], **WORDS)

    assert "10,000 + 1" in texts(chart)


def test_a_ring_writes_what_is_reached_and_of_what():
    assert texts(ring("r", "Hours", 24, 90, of="of 90 hours")) == ["24", "of 90 hours"]


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(3, 8, "37.5"), (0, 8, "0"), (9, 8, "100"), (0, 0, "0"), (None, 8, "0")]
)
def test_a_meter_is_as_long_as_its_share(part, whole, width):
    assert f'width="{width}%"' in meter_svg(part, whole, "lessons")


@pytest.mark.parametrize("chart", every_kind(), ids=["bars", "line", "stacked", "heat map"])
def test_every_picture_has_a_name_and_a_description(chart):
    svg = drawn(chart)

    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").get("id") == svg.get("aria-labelledby")
    assert svg.find(f"{SVG}desc").get("id") == svg.get("aria-describedby")
    assert "2025: 3" in svg.find(f"{SVG}desc").text


@pytest.mark.parametrize("chart", every_kind(), ids=["bars", "line", "stacked", "heat map"])
def test_every_picture_has_the_same_figures_as_a_table(chart):
    page = render_to_string("components/chart.html", {"chart": chart})
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)

    assert [cell.rstrip("%").removesuffix(".0") for cell in cells] == ["2025", "3", "2026", "5"]


def test_the_description_of_many_figures_gives_their_range():
    assert map_of(units(83)).description.startswith("83 figures from 60.0% to 99.0%.")


@pytest.mark.parametrize(
    "chart", every_kind(labels=(HOSTILE, "2026"), title=HOSTILE), ids=["bars", "line", "stacked", "map"]
)
def test_a_hostile_name_is_text_and_nothing_else(chart):
    page = render_to_string("components/chart.html", {"chart": chart})

    drawn(chart)
    assert "<script" not in page
    assert "alert" in page


def test_nothing_is_written_into_a_style():
    pages = [chart.svg for chart in every_kind()] + [ring("r", "Hours", 1, 2, of="of 2").svg, meter_svg(1, 2, "x")]

    assert [page for page in pages if "style" in page] == []


@pytest.mark.parametrize("chart", every_kind(labels=(), figures=()), ids=["bars", "line", "stacked", "heat map"])
def test_no_figures_are_said_in_words_instead_of_a_picture(chart):
    page = render_to_string("components/chart.html", {"chart": chart})

    assert "There are no figures yet." in page
    assert "<table" not in page


@pytest.mark.parametrize("figures", [(0, 0), (None, None), (None, 0)])
def test_zero_and_unknown_are_written_and_not_the_same(figures):
    for chart in every_kind(figures=figures):
        shown = {number(figure, "%" if chart.key == "h" else "") for figure in figures}
        assert {row[1] for row in chart.rows} == shown
        drawn(chart)


def test_an_unknown_figure_is_a_gap_in_a_line():
    chart = line("c", "Rate", ["一", "二", "三"], [Series("rate", [90, None, 95])], **WORDS)

    assert len(list(drawn(chart).iter(f"{SVG}circle"))) == 2
    assert [one for one in drawn(chart).iter(f"{SVG}line") if one.get("class") == "path"] == []


def test_a_field_of_83_units_keeps_their_order_and_ranks_nobody():
    cells = units(83)
    shown = [name for name in texts(map_of(cells)) if name.startswith("单位")]

    assert shown == [cell.name for cell in cells]
    assert [row[0] for row in map_of(cells).rows] == shown


def test_the_lowest_of_a_field_are_marked_by_a_sign_and_an_outline():
    chart = map_of([Cell("甲", 66), Cell("乙", 80), Cell("丙", 95), Cell("丁", None)])
    looks = [box.get("class") for box in drawn(chart).iter(f"{SVG}rect")]

    assert (looks, "low 66.0" in texts(chart)) == (["open", "pale", "solid", "unknown"], True)


def test_a_name_too_long_for_its_cell_is_cut_in_the_picture_and_whole_in_the_table():
    name = "市行政审批和政务信息管理局"
    chart = map_of([Cell(name, 95)])

    assert name not in texts(chart)
    assert chart.rows[0][0] == name
    assert f"{name}: 95.0%" in [title.text for title in drawn(chart).iter(f"{SVG}title")]


def test_series_differ_without_colour():
    figures = [Series(str(i), [i + 1]) for i in range(4)]
    chart = bars("c", "Four", ["2026"], figures, **WORDS)
    legend = [box.get("class") for box in drawn(chart).iter(f"{SVG}rect")][:4]

    assert legend == ["solid", "open", "hatched", "dotted"]
    assert {one.get("id") for one in drawn(chart).iter(f"{SVG}pattern")} == {"c-hatched", "c-dotted"}


def test_two_lines_are_as_many_as_can_be_told_apart():
    with pytest.raises(ValueError, match="third line"):
        line("c", "Rates", ["一"], [Series(str(i), [1]) for i in range(3)], **WORDS)


@pytest.mark.parametrize("figure", [10**15, Decimal("123456789012.5")])
def test_very_large_figures_have_the_room_they_need(figure):
    for chart in every_kind(figures=(figure, 1))[:3]:
        assert number(figure) in " ".join(texts(chart))
        places = [float(text.get("x")) for text in drawn(chart).iter(f"{SVG}text")]
        assert all(0 <= place <= chart.width for place in places)


def test_bars_stay_inside_their_picture_and_their_figures_apart():
    chart = bars("c", "Came", ["一", "二"], [Series("a", [10**9, 3]), Series("b", [10**9 - 1, 4])], **WORDS)
    boxes = list(drawn(chart).iter(f"{SVG}rect"))[2:]
    ends = [(float(box.get("x")), float(box.get("x")) + float(box.get("width"))) for box in boxes]

    assert all(one[1] <= other[0] for one, other in zip(ends, ends[1:], strict=False))
    assert all(float(box.get("width")) >= 13 * 0.6 * 12 for box in boxes)


def test_text_is_never_smaller_than_can_be_read():
    for chart in [*every_kind(), map_of(units(83)), ring("r", "Hours", 1, 2, of="of 2")]:
        assert min(float(text.get("font-size")) for text in drawn(chart).iter(f"{SVG}text")) >= 12


def test_a_few_figures_fit_a_phone_and_a_wide_picture_is_reached_by_keyboard():
    narrow = render_to_string("components/chart.html", {"chart": two_series()})
    wide = render_to_string("components/chart.html", {"chart": map_of(units(83))})

    assert two_series().width == PHONE
    assert ('tabindex="0"' in narrow, 'tabindex="0"' in wide) == (False, True)


@pytest.mark.parametrize(
    ("figure", "suffix", "said"),
    [
        (None, "", "—"),
        (0, "", "0"),
        (1234567, "", "1,234,567"),
        (Decimal("4.0"), "", "4"),
        (Decimal("6.25"), "", "6.3"),
        (7, "%", "7.0%"),
    ],
)
def test_figures_are_written_as_offices_write_them(figure, suffix, said):
    assert number(figure, suffix) == said


def test_a_negative_figure_is_written_and_drawn_as_nothing():
    chart = bars("c", "Hours", ["2026"], [Series("a", [-4])], **WORDS)

    assert "-4" in texts(chart)
    assert [box.get("height") for box in drawn(chart).iter(f"{SVG}rect")] == ["0"]
