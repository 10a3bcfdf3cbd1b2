"""Rows that are no data: sections, sub-totals, notes, signatures and samples, and the unit a section names."""

import re
from typing import Any

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.headings import Vocabulary
from people.recognise import UnitDirectory

BLANK = "\u200b\ufeff \t\r\n\u3000\xa0"
SEALED = r"[（(]\s*(?:盖章|公章|签章|章)\s*[）)]"
# 填报单位：…, or without a colon where the seal or the word 填报 says what it is.
FILLED_IN_BY = re.compile(
    rf"(?:(?:填\s*报|报\s*送|推\s*荐|所\s*在|工\s*作)?\s*(?:单\s*位|部\s*门)\s*(?:名\s*称)?\s*(?:{SEALED})?\s*[:：]"
    rf"|(?:填\s*报|报\s*送|推\s*荐)\s*(?:单\s*位|部\s*门)\s*(?:名\s*称)?(?:\s*{SEALED}|[\s\u3000]|$)"
    rf"|(?:单\s*位|部\s*门)\s*(?:名\s*称)?\s*{SEALED})\s*"
    r"(?:(\S[^:：]*?)(?=\s{2,}|\s*(?:填报|填表|报送|联系|负责|审核|电话|日期)|$))?"
)
SEAL = re.compile(r"[（(]\s*(?:公章|盖章|签章|章)\s*[）)]\s*$")
# 人 and 万元 behind 单位 are units of measure.
SHORTEST_UNIT = 3
TOTAL = r"(?:小\s*计|合\s*计|总\s*计|共\s*计)"
FOOT = re.compile(
    rf"\s*(?:注|备注|说明|填表说明)\s*\d*\s*:|\s*{TOTAL}|.*{TOTAL}\s*:?\s*\d*\s*[人名]?\s*$|\s*共?\s*\d+\s*人\s*$|"
    r".{0,20}第\s*\d+\s*页|\s*以下(?:空白|无正文)|\s*人数\s*:|\s*附件\s*\d*\s*:?\s*$|[※★]|"
    r"\s*(?:单位|主要|部门)?(?:负责人|填表人|填报人|审核人|经办人|制表人|联系人|主管领导|分管领导).{0,12}:|"
    r"\s*(?:单位)?领导\s*\(?签[字名].{0,8}:|"
    r"\s*(?:联系电话|填[表报]日期|报送日期|制表日期|日期)\s*:"
)
# In a row without any of these the patterns need not be tried.
HINT = re.compile("[例范示注说计页人名字:：]|name", re.IGNORECASE)
DATED = re.compile(r".*\d{2,4}\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日\s*$")
SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+)")
# In a cell of its own before what is counted.
ORDINAL = re.compile(r"\(?(?:[一二三四五六七八九十]+|\d+(?:\.0)?)\)?[、.]?\Z")
SAMPLE = re.compile(
    r"\(?(?:示例|例|例如|样例|范例|示范|填写示例)\s*\)?\s*(?::|$)|\(?(?:示例|样例)|.*\((?:示例|样例|例)\)\s*$"
)
LONGEST_NAME_ALONE = 20
# A text alone in its row and longer than any post is a note.
SHORTEST_NOTE = 30
LONGEST_CELL = 300
# So many filled cells from the left tell what kind of row it is.
TELLING = 3
# What stands behind a unit's name where it is a heading.
TAIL = re.compile(
    r"(?:[（(]\s*[共计]*\s*\d+\s*[个人名家]*\s*[）)]|[（(]\s*(?:盖章|公章|签章|章)\s*[）)]"
    r"|[共计]*\s*\d+\s*[人名]|等\s*(?:\d+\s*[人名家])?|(?:人员|干部)?名单)\s*$"
)
# Several units, or a committee of one: no unit that could be chosen.
NO_UNIT = re.compile(r"(?:各|市|省)?(?:直|县区|县市区|县)(?:属|直)?(?:单位|部门|机关)?\Z|(?:机关)?(?:党委|纪委)\Z")
UNIT_WORD = re.compile(r".+(?:局|委|院|校|县|区|政府|委员会|管委会|办事处|法院|大学|中学|小学|公司|集团|中心医院)\Z")
# A department is called so, and a unit as well if it belongs to a city or county by its name.
DEPARTMENT_WORD = re.compile(
    r"(?:.*办公室|.+(?:办|中心)|(?:人事|财务|综合|法规|组织|业务|审计|后勤|秘书|信息|.{3,})(?:科|处|股|室|站|所|队|部))\Z"
)
OF_A_PLACE = re.compile("中共|国家|[省市县区]|.{2,3}[省市县区]")
Filled = list[tuple[int, Any]]


def first_filled(cells: list[Any]) -> Filled:
    """The first three cells that hold something, by their places: they tell what kind of row it is."""
    filled: Filled = []
    for place, cell in enumerate(cells):
        if cell is not None and (not isinstance(cell, str) or cell.strip(BLANK)):
            filled.append((place, cell))
            if len(filled) == TELLING:
                break
    return filled


def cut(cell: Any) -> Any:
    return cell[:LONGEST_CELL] if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell


def why_passed_over(
    cells: dict[str, Any], filled: Filled, place: int, words: Vocabulary, directory: UnitDirectory, *, is_wide: bool
) -> tuple[str, str] | None:
    """Code and sentence of a row that is no data; `cells` by their fields, the subject at `place`."""
    first = [str(cell) for _place, cell in filled]
    name, remark = str(cells[words.subject] or ""), str(cells.get("remark") or "")
    is_sample = not words.samples.items().isdisjoint(cells.items())
    if (
        name.strip(BLANK)
        and len(filled) == TELLING
        and not is_sample
        and not HINT.search("".join([*first, name, remark]))
    ):
        return None
    texts, name = [narrow(cut(text)).strip() for text in first], narrow(name).strip()
    if is_sample or any(map(SAMPLE.match, [*texts, name, remark])):
        return "R10", _("The sample row of the template was passed over.")
    if is_foot(texts, name):
        return "R06", _("Totals, notes and signatures were passed over.")
    if _is_section(texts, filled, name, place, words, directory, is_wide=is_wide):
        return "R06", _("A heading inside the list was passed over.")
    return None


def is_foot(texts: list[str], name: str) -> bool:
    """Whether a row of these narrow texts closes a list or a part of it."""
    if any(map(FOOT.match, [*texts[:2], name])):
        return True
    return (not name or len(texts) == 1) and any(map(DATED.match, texts))


def _is_section(
    texts: list[str],
    filled: Filled,
    name: str,
    place: int,
    words: Vocabulary,
    directory: UnitDirectory,
    *,
    is_wide: bool,
) -> bool:
    if FILLED_IN_BY.match(texts[0]):
        return True
    if len(filled) == TELLING:
        return len(name) < LONGEST_NAME_ALONE and words.field_of(name, {}) == words.subject
    numbered = SECTION.match(texts[0]) is not None
    if len(filled) == 2:
        is_counted = ORDINAL.match(texts[0]) and filled[1][0] == place and "unit" in words.fields
        return bool(is_counted and _names_units(name, directory)) or (not name and numbered)
    if not name:
        # Further right it goes on with the row above, unless it is a note.
        return is_wide or filled[0][0] < place or len(texts[0]) > SHORTEST_NOTE
    is_heading = numbered or is_wide or name.endswith(":") or len(name) > LONGEST_NAME_ALONE
    return is_heading or directory.named(name) is not None or ("unit" in words.fields and _names_units(name, directory))


def _names_units(text: str, directory: UnitDirectory) -> bool:
    """Whether a text alone in its row, where a name should be, is a unit, several of them or a department."""
    bare = _bare(text, directory)
    return bool(
        directory.named(bare) or NO_UNIT.match(bare) or _may_be_unit(bare) or DEPARTMENT_WORD.match(bare)
    ) and not re.search(r"\d", bare)


def _may_be_unit(bare: str) -> bool:
    if NO_UNIT.match(bare):
        return False
    return bool(UNIT_WORD.match(bare) or (DEPARTMENT_WORD.match(bare) and OF_A_PLACE.match(bare)))


def _bare(text: str, directory: UnitDirectory) -> str:
    """A unit's name without its number before it and what stands behind it: `二、市教育局（2人）` → `市教育局`."""
    bare = re.sub(r"[:：]\s*$", "", text).strip(BLANK)
    while bare and not directory.named(bare):
        rest = TAIL.sub("", bare).strip(BLANK)
        if rest == bare:
            rest = SECTION.sub("", bare).strip(BLANK)
        if rest == bare:
            break
        bare = rest
    return bare


def unit_of_section(filled: Filled, directory: UnitDirectory) -> str:
    """The unit a section names, as it is known or as somebody has to choose it; nothing where it names none."""
    text, *behind = (str(cut(cell)).strip(BLANK) for _place, cell in filled)
    if behind and ORDINAL.match(narrow(text)):
        text, *behind = behind
    stated = FILLED_IN_BY.match(text)
    if stated:
        text = SEAL.sub("", stated[1] or (behind[0] if behind else "")).strip(BLANK + "_＿")
    bare = _bare(text, directory) if not re.search(r"[:：]\s*\S|\d{4}\s*年", text) else ""
    if not bare or directory.named(bare):
        return bare
    return bare if (stated and len(bare) >= SHORTEST_UNIT) or _may_be_unit(bare) else ""
