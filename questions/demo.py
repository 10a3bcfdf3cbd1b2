"""The demo city's knowledge points and its bank of our own questions."""

from collections.abc import Iterable
from pathlib import Path

from people.demo import City
from people.models import User
from questions.models import KnowledgePoint
from questions.services import import_questions

CONTENT = Path(__file__).parent / "demo_content"
BANK = "南阳市电子政务题库"
POINTS = (
    "电子政务基础",
    "政策法规",
    "一体化政务服务",
    "南阳市情",
    "办公自动化与公文交换",
    "网络与信息安全",
    "政府网站与政务公开",
    "计算机基础",
    "材料分析",
)


class DemoQuestionsRefused(Exception):
    """A row of the demo content is not a question."""


def load(city: City, by: User) -> None:
    load_bank(by)


def ensure_points(names: Iterable[str]) -> dict[str, KnowledgePoint]:
    """The knowledge points of these names; those nobody has yet are made."""
    known = {point.name: point for point in KnowledgePoint.get_root_nodes()}
    return {name: known.get(name) or KnowledgePoint.add_root(name=name) for name in names}


def load_bank(by: User | None) -> None:
    """Through the import, as an officer would."""
    ensure_points(POINTS)
    for path in sorted(CONTENT.glob("questions-*.csv")):
        answer = import_questions(data=path.read_bytes(), file_name=path.name, bank=BANK, commit=True, by=by)
        if answer.errors or answer.warnings:
            wrong = [(row.row, row.code) for row in answer.rows if row.status in ("error", "warning")]
            raise DemoQuestionsRefused(path.name, wrong)
