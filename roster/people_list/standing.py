"""What a row says of whether somebody is still in post: in its post, its remark, a column or the name of the sheet."""

import re
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.characters import narrow
from intake.values.dates import read_date
from intake.verdicts import Note, error, warning

GONE = re.compile(r"离退休|退休|离休|退养|内退|调出|调离|调走|离职|辞职|辞退|开除|除名|去世|离世|病故|死亡|逝世|已故")
# Behind the word: somebody works on, or the post is one in an office for those who retired.
WORKS_ON = re.compile(
    r"后?返聘|(?:老?干部|人员|职工|教师|党员|党|审批|核准|认定|管理|服务|工作|待遇|事务|业务){0,3}"
    r"(?:局|科|处|室|股|站|所|中心|支部|总支|党委|办(?![理手结]))"
)
# Before the word in the same clause: it is denied, or still to come.
NOT_YET = re.compile(r"(?:未|不|没|没有|非)[^，,。；;、]{0,2}$|(?:拟|将|临近|预计|计划)[^，,。；;、]{0,12}$")
# A day in the clause before the word, or right behind it.
CLAUSE = re.compile(r"[,，。；;、\n]")
DAY = re.compile(r"(\d{4})\s*[年./\-](?:\s*(\d{1,2})(?!\d))?(?:\s*[月./\-]\s*(\d{1,2})(?!\d))?")
BEHIND = re.compile(r"(?:的?时间|日期)?\s*(?:为|是)?\s*[:：(（]?\s*(?=\d{4})")
NEXT = re.compile(r"明年|后年|次年|下个?月")
# Whoever was moved from there has come here.
MOVED = re.compile(r"调[出离走]")
AWAY = re.compile(r"借调|停薪留职|挂职|借用|长期病假")
YES = frozenset(["是", "y", "yes", "√", "✓", "1", "true"])
NOTHING = frozenset(["", "无", "否", "-", "--", "—", "——", "/", "在职", "在岗"])


class Told(NamedTuple):
    """The cells of a row that may tell, and the name of its sheet."""

    sheet: str
    gone: Any = None
    standing: Any = None
    gone_on: Any = None
    post: Any = None
    unit_and_post: Any = None
    remark: Any = None


def read_standing(told: Told, today: date) -> tuple[Note, ...]:
    """An error for somebody who is gone, a warning for somebody who works elsewhere for a time."""
    answer = narrow(str(told.gone or "")).strip()
    cells = (told.standing, told.post, told.unit_and_post, told.remark)
    said = [_words_of(text, today) for text in (answer, *[str(cell).strip() for cell in cells if cell])]
    gone = next((left for left, _away in said if left), "") or _words_of(told.sheet, today)[0]
    if answer.casefold() in YES or _is_past(told.gone_on, today):
        gone = _("retired or left")
    if gone:
        message = _("The list says “%(word)s”. Nobody is entered who is gone; enter a retirement on the person's page.")
        return (error("gone", message % {"word": gone}),)
    if away := next((away for _left, away in said if away), ""):
        message = _("The list says “%(word)s”. Look whether this person belongs to the unit's roster.")
        return (warning("away", message % {"word": away}),)
    return ()


def _words_of(text: str, today: date) -> tuple[str, str]:
    """The word of a text that says that somebody left, and the one that says that they work elsewhere; or empty."""
    away = AWAY.search(text) or (MOVED.search(text) if "调入" in text else None)
    return _word_of_leaving(text, today), away[0] if away else ""


def _is_past(cell: Any, today: date) -> bool:
    """A day to come is when somebody will leave."""
    if cell is None or narrow(str(cell)).strip() in NOTHING:
        return False
    day = read_date(cell).value
    return day <= f"{today}"[: len(day)]


def _word_of_leaving(text: str, today: date) -> str:
    if "返聘" in text:
        return ""
    for found in GONE.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        has_come = "调入" in text and MOVED.match(found[0])
        if not has_come and not WORKS_ON.match(behind) and not NOT_YET.search(before):
            return "" if _is_to_come(narrow(before), narrow(behind), today) else found[0]
    return ""


def _is_to_come(before: str, behind: str, today: date) -> bool:
    """Whether the word stands with a day that has not come."""
    clause = CLAUSE.split(before)[-1]
    beside = BEHIND.match(behind)
    days = [*DAY.finditer(clause)][-1:] or [day for day in [beside and DAY.match(behind, beside.end())] if day]
    if not days:
        return NEXT.search(clause) is not None
    day = "-".join(part.zfill(2) for part in days[0].groups() if part)
    return day > f"{today}"[: len(day)]
