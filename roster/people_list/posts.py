"""Posts, ranks and what they say of the audience. Ranks after the Civil Servant Law's two tracks of 2019."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.characters import narrow, tidy
from intake.verdicts import Note, Read, fixed, warning
from people.choices import StaffCategory, Track

LEVELS = ("厅局级正职", "厅局级副职", "县处级正职", "县处级副职", "乡科级正职", "乡科级副职")
LONGEST_POST = 100
NUMBERS = "一二三四五六七八九十"
RANKS = (
    *("一级巡视员", "二级巡视员"),
    *(f"{n}级调研员" for n in NUMBERS[:4]),
    *(f"{n}级主任科员" for n in NUMBERS[:4]),
    *("一级科员", "二级科员"),
    *("督办", *(f"{n}级高级主办" for n in NUMBERS[:4]), *(f"{n}级主办" for n in NUMBERS[:4])),
    *(f"{n}级行政执法员" for n in NUMBERS[:2]),
    *(f"{n}级总监" for n in NUMBERS[:2]),
    *(f"{n}级高级主管" for n in NUMBERS[:4]),
    *(f"{n}级主管" for n in NUMBERS[:4]),
    "专业技术员",
    *(f"{n}级职员" for n in NUMBERS[2:]),
    *(f"{n}级高级警长" for n in NUMBERS[:4]),
    *(f"{n}级警长" for n in NUMBERS[:4]),
    *(f"{n}级警员" for n in NUMBERS[:2]),
    *(f"{n}级高级{who}" for who in ("法官", "检察官") for n in NUMBERS[:4]),
    *(f"{n}级{who}" for who in ("法官", "检察官") for n in NUMBERS[:5]),
)
# Ranks of before 2019 that old rosters still carry, with the rank that took their place.
LEGACY_RANKS = {
    "调研员": "二级调研员",
    "副调研员": "四级调研员",
    "主任科员": "二级主任科员",
    "副主任科员": "四级主任科员",
    "科员": "一级科员",
    "办事员": "二级科员",
}
SHORT_RANKS = {"巡": "巡视员", "调": "调研员", "主": "主任科员", "科": "科员"}
LEVEL_WORDS = {
    "正厅": 0, "厅局正": 0, "正厅局": 0, "副厅": 1, "厅局副": 1, "副厅局": 1,
    "正处": 2, "县处正": 2, "正县": 2, "副处": 3, "县处副": 3, "副县": 3,
    "正科": 4, "乡科正": 4, "副科": 5, "乡科副": 5,
}  # fmt: skip
TECH_TITLES = re.compile(
    r"(?:正高级?|副高级?|中级|高级|助理|助级|初级)?"
    r"(?:工程师|经济师|会计师|技师|农艺师|讲师|教授|研究员|技术员)"
    r"|(?:专技)?[一二三四五六七八九十]{1,2}级专技|专技[一二三四五六七八九十]{1,2}级"
)
LEADING_POSTS = re.compile(r"(书记|局长|主任|部长|县长|区长|市长|秘书长|行长|院长|检察长|总经理|董事长|台长)$")
PROBATION = re.compile(r"[（(]\s*试用期[^）)]*[）)]")
# Ranks from which somebody counts as a leader: 四级调研员 and above.
LEADING_RANKS = frozenset(RANKS[:6])
NOT_CIVIL = {"参公": StaffCategory.REF_MANAGED, "借调": StaffCategory.OTHER, "劳务派遣": StaffCategory.OTHER}


class Standing(NamedTuple):
    """What a rank cell says, each in its own place."""

    rank: str = ""
    post_level: str = ""
    tech_title: str = ""
    staff_category: str = ""
    post: str = ""
    notes: tuple[Note, ...] = ()


def read_rank(text: str) -> Standing:
    plain = PROBATION.sub("", re.sub(r"\s+", "", narrow(text)))
    if not plain or plain in ("无", "-", "—"):
        return Standing()
    if plain in RANKS:
        notes = () if plain == text.strip() else (_put_right(text, plain),)
        return Standing(rank=plain, notes=notes)
    return _by_rank_alias(text, plain) or _with_post(text) or _by_other_word(text, plain)


def _with_post(text: str) -> Standing | None:
    """Post and rank in one cell 职务职级: 科长、一级主任科员."""
    told = read_post(re.sub("[/／]", "、", text))
    return Standing(rank=told.rank, post=told.post, notes=told.notes) if told.rank and told.post else None


def _by_rank_alias(text: str, plain: str) -> Standing | None:
    plain = re.sub(r"^([1-9])级", lambda found: f"{NUMBERS[int(found[1]) - 1]}级", plain)
    short = re.fullmatch(rf"([{NUMBERS[:4]}1-4])级?([{''.join(SHORT_RANKS)}])", plain)
    if short:
        number = NUMBERS[int(short[1]) - 1] if short[1].isdigit() else short[1]
        plain = f"{number}级{SHORT_RANKS[short[2]]}"
    plain = re.sub(rf"^管理([{NUMBERS}])级$", r"\1级职员", plain).removeprefix("管理")
    rank = plain if plain in RANKS else LEGACY_RANKS.get(plain)
    return Standing(rank=rank, notes=(_put_right(text, rank),)) if rank else None


def _by_other_word(text: str, plain: str) -> Standing:
    for word, place in LEVEL_WORDS.items():
        if plain.removesuffix("职").removesuffix("级") in (word, f"{word}级"):
            level = LEVELS[place]
            return Standing(post_level=level, notes=() if level == plain else (_put_right(text, level),))
    if plain in LEVELS:
        return Standing(post_level=plain)
    if category := NOT_CIVIL.get(plain):
        return Standing(staff_category=category, notes=(_put_right(text, str(category.label)),))
    if TECH_TITLES.fullmatch(plain):
        return Standing(tech_title=plain, notes=(_put_right(text, plain),))
    message = _("“%(text)s” is not a known rank. The audience has to be confirmed.") % {"text": text[:30]}
    return Standing(rank=tidy(text)[:30], notes=(warning("R41", message),))


def _put_right(text: str, meant: str) -> Note:
    return fixed("R41", _("“%(text)s” was understood as “%(meant)s”.") % {"text": text[:30], "meant": meant})


class Post(NamedTuple):
    post: str = ""
    rank: str = ""
    remark: str = ""
    notes: tuple[Note, ...] = ()
    is_cut: bool = False


def read_post(text: str) -> Post:
    """The post without the rank and the probation that stand in the same cell."""
    raw = tidy(text)
    remark = "、".join(found.strip("（()）") for found in PROBATION.findall(raw))
    bare = PROBATION.sub("", raw).strip()
    parts = [part for part in re.split(r"[、，,；;]|(?<=[长任记员])兼", bare) if part]
    ranks = [part for part in parts if re.sub(r"\s+", "", part) in RANKS]
    posts = [part for part in parts if part not in ranks]
    if not ranks and not remark:
        return Post(bare[:LONGEST_POST], is_cut=len(bare) > LONGEST_POST)
    post = "、".join(posts)
    message = _("Rank and probation were taken out of the post.")
    notes = (fixed("R40", message),)
    return Post(post[:LONGEST_POST], ranks[0] if ranks else "", remark, notes, is_cut=len(post) > LONGEST_POST)


def audience_of(*, post: str, post_level: str, rank: str, tech_title: str) -> Read:
    """The audience by post level or rank, whichever is higher; unknown is general staff, to be confirmed."""
    if post_level in LEVELS[:4] or rank in LEADING_RANKS:
        return Read(Track.LEADER)
    if rank or post_level:
        return Read(Track.TECHNICIAN if tech_title and not rank else Track.STAFF)
    if tech_title or re.search(r"工程师|技术|运维|网络管理|系统管理", post):
        return Read(Track.TECHNICIAN)
    if LEADING_POSTS.search(post) and not re.search(r"(科|股|室|所|站)(长|主任)$|副?主任科员$", post):
        return Read(Track.LEADER)
    return Read(Track.STAFF)


def is_audience_certain(*, post_level: str, rank: str, tech_title: str) -> bool:
    return post_level in LEVELS or rank in RANKS or bool(tech_title)
