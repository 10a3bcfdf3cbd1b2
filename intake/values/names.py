"""Names of people, as spreadsheets garble them."""

import re

from django.utils.translation import gettext as _

from common.characters import HAN, LOOKALIKES, PRIVATE_USE, ZERO_WIDTH, narrow, plain_radicals
from intake.verdicts import Note, Read, error, fixed, warning

LONGEST = 100
# What stands for a character the keyboard could not write.
PLACEHOLDERS = "□■▢○◯●〇?？�⿰-⿻"
SEPARATORS = "•‧・･∙⋅．.﹒●-－—–_"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s*[{re.escape(SEPARATORS)}]\s*(?=[{HAN}])")
BRACKETED = re.compile(r"\s*[（(【\[]([^（()）【】\[\]]*)[)）】\]]\s*")
TRAILING_WORD = re.compile(r"^(\S{2,})\s+(已?退休|已?调出|借调|挂职|带队|领队|男|女|男性|女性)$")
TWO_PEOPLE = re.compile(
    rf"(?<=[{HAN}]{{2}})\s*[、,，;；/／&]\s*(?=[{HAN}]{{2}})|(?<=[{HAN}]{{2}})\s*[\n\r]+\s*(?=[{HAN}]{{2}})"
)
# A form of address, or a post, behind the name.
ADDRESSED = re.compile(
    rf"^([{HAN}]{{2,4}}?)(同志|先生|女士|老师|[副正]?(?:处长|科长|局长|主任|部长|书记|院长|校长|所长|站长|股长|队长))$"
)
# Parts of a name of a minority, written apart: too long for two people.
APART = re.compile(rf"([{HAN}]{{2,}})\s+([{HAN}]{{2,}})\Z")
# Two names, or one with a two-character surname and a gap.
PERHAPS_TWO = re.compile(rf"([{HAN}]{{2,3}})(?:\s+|和)[{HAN}]{{2,3}}\Z")
LONG_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "夏侯",
        "南宫",
        "端木",
    ]
)
# Without radicals, a placeholder and "和" between two names, which are looked at closely.
PLAIN = re.compile("[\u3400-\u548b\u548d-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,4}\\Z")
# Written where there is nobody, or not yet.
NOBODY = frozenset(["待定", "待补", "待补充", "空缺", "暂缺", "缺", "空", "无", "暂无", "同上", "null", "none", "n/a"])
PAYLOAD = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def read_name(text: str) -> tuple[Read, str]:
    """The name, and the note in brackets that stood with it."""
    if PLAIN.match(text) and not ADDRESSED.match(text) and text not in NOBODY:
        return Read(text), ""
    notes: list[Note] = []
    name = _with_plain_characters(text, notes)
    name, remark = _without_remark(name, notes)
    if TWO_PEOPLE.search(name.strip()):
        message = _("The cell names two people. Give each a row of their own.")
        return Read("", (*notes, error("R14", message))), remark
    _doubt_one_person(name.strip(), notes)
    name = _with_one_separator(_with_parts_joined(name, notes), notes)
    name = _without_space(name, notes)
    _refuse_no_name(name, notes)
    _doubt(name, notes)
    return Read(name[:LONGEST], tuple(notes)), remark


def _doubt_one_person(name: str, notes: list[Note]) -> None:
    found = PERHAPS_TWO.match(name)
    if found and found[1] not in LONG_SURNAMES:
        notes.append(warning("R14", _("The cell may name two people. Give each a row of their own.")))


def _with_plain_characters(text: str, notes: list[Note]) -> str:
    name = plain_radicals(text)
    if name != text:
        notes.append(fixed("R17", _("Look-alike radicals were replaced by the characters meant.")))
    return name


def _without_remark(name: str, notes: list[Note]) -> tuple[str, str]:
    found = BRACKETED.search(name)
    if found and "+" in narrow(found[1]):
        message = _("A character is described by its parts. Enter the character itself later.")
        notes.append(warning("R18", message))
        return name, ""
    word = TRAILING_WORD.match(name.strip()) or ADDRESSED.match(name.strip())
    if not found and not word:
        return name, ""
    remark = "、".join(one.strip() for one in BRACKETED.findall(name)) if found else word[2]  # type: ignore[index]
    rest = BRACKETED.sub("", name) if found else word[1]  # type: ignore[index]
    notes.append(warning("R19", _("“%(note)s” was taken out of the name and kept as a remark.") % {"note": remark}))
    return rest, remark


def _with_parts_joined(name: str, notes: list[Note]) -> str:
    found = APART.match(name.strip())
    if not found or PERHAPS_TWO.match(name.strip()) or TRAILING_WORD.match(name.strip()):
        return name
    message = _("The parts of the name were joined by “·”. Look whether it is one name.")
    notes.append(warning("R16", message))
    return f"{found[1]}·{found[2]}"


def _with_one_separator(name: str, notes: list[Note]) -> str:
    joined = BETWEEN_HAN.sub("·", name)
    if joined != name:
        notes.append(fixed("R16", _("The mark between the parts of the name is “·” now.")))
    return joined


def _without_space(name: str, notes: list[Note]) -> str:
    seen = ZERO_WIDTH.sub("", name)
    has_latin = re.search("[A-Za-z]", narrow(seen)) is not None and not re.search(f"[{HAN}]", seen)
    bare = re.sub(r"\s+", " " if has_latin else "", seen.strip())
    if has_latin:
        bare = narrow(bare)
    if bare != name:
        notes.append(fixed("R15", _("White space and invisible characters in the name were removed.")))
    return bare


def _refuse_no_name(name: str, notes: list[Note]) -> None:
    if not re.search(rf"[{HAN}A-Za-z\ue000-\uf8ff{PLACEHOLDERS}]", name.translate(LOOKALIKES)) or _is_nobody(name):
        notes.append(error("name_missing", _("There is no name in the name column.")))
    elif name.startswith(PAYLOAD):
        message = _("The name begins like a formula. It is kept as text; look whether it is a name.")
        notes.append(warning("R44", message))


def _is_nobody(name: str) -> bool:
    """Words for nobody, and the number of a section without its words."""
    return name.casefold() in NOBODY or re.fullmatch("[一二三四五六七八九十]+、", name) is not None


def _doubt(name: str, notes: list[Note]) -> None:
    if PRIVATE_USE.search(name) or re.search(rf"[{PLACEHOLDERS}]", name):
        notes.append(warning("R18", _("A rare character is missing in the name. Enter it later.")))
    elif re.search(rf"[{HAN}]\s*[a-z]+|[a-z]+\s*[{HAN}]", name):
        notes.append(warning("R18", _("A rare character was written by its sound. Enter the character later.")))
    if re.search(r"\d", narrow(name)):
        notes.append(warning("R19", _("There is a digit in the name. Look whether it belongs there.")))
