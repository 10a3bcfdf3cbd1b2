"""What leaves the house about partners: the exchange ledger and the statement to sign."""

from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from common.exports import Column, ListExport, Sheet
from common.printing.pdf import render_pdf
from partners.choices import AppraisalStage, Direction, Grade, LineKind, Side
from partners.models import Exchange, Statement

TEMPLATE = Path(__file__).parent / "typst" / "statement.typ"


def grade_at(exchange: Exchange, stage: str) -> str:
    return next((str(a.get_grade_display()) for a in exchange.appraisals.all() if a.stage == stage), "")


class ExchangeLedger(ListExport):
    def __init__(self, exchanges: QuerySet[Exchange]):
        self.exchanges = exchanges

    def sheets(self) -> list[Sheet]:
        columns = [
            Column(_("No."), lambda row: row[0], 6),
            Column(_("Name"), lambda row: row[1].person.name, 10),
            Column(_("Direction"), lambda row: row[1].line.get_direction_display(), 18),
            Column(_("Kind"), lambda row: row[1].line.get_kind_display(), 8),
            Column(_("Sending unit"), lambda row: row[1].home_unit.name, 24),
            Column(_("Post at the time"), lambda row: row[1].home_post, 16),
            Column(_("Host unit"), lambda row: row[1].host_unit.name, 24),
            Column(_("Post at the host"), lambda row: row[1].host_post, 18),
            Column(_("Duties"), lambda row: row[1].duties, 24),
            Column(_("From"), lambda row: row[1].starts_on),
            Column(_("To"), lambda row: row[1].last_day),
            Column(_("State"), lambda row: row[1].get_state_display(), 10),
            Column(_("Mid-term review"), lambda row: grade_at(row[1], AppraisalStage.MID_TERM), 10),
            Column(_("Final appraisal"), lambda row: grade_at(row[1], AppraisalStage.FINAL), 10),
            Column(_("Approval document"), lambda row: row[1].doc_no, 20),
            Column(_("Agreement"), lambda row: row[1].line.agreement.title, 30),
        ]
        return [Sheet(str(_("Exchanges")), columns, enumerate(self.exchanges, start=1))]


def statement_rows(statement: Statement) -> dict:
    """The frozen figures with labels in the reader's language."""
    content = statement.content
    grades = {"": "", **{code: str(label) for code, label in Grade.choices}}
    return {
        "lines": [
            {**row, "label": f"{Direction(row['direction']).label} · {LineKind(row['kind']).label}"}
            for row in content["lines"]
        ],
        "exchanges": [
            {**row, "mid_term": grades[row["mid_term"]], "final": grades[row["final"]]} for row in content["exchanges"]
        ],
        "activities": content["activities"],
        "totals": content["totals"],
    }


def statement_pdf(statement: Statement, *, is_demo: bool) -> bytes:
    """A sheet both sides sign: Chinese, whatever the reader's language is."""
    with translation.override("zh-hans"):
        confirmed = {row.side: row for row in statement.confirmations.all()}
        sides = [
            {
                "label": f"{Side(side).label}",
                "parties": "、".join(p.unit.name for p in statement.agreement.parties.all() if p.side == side),
                "signatory": confirmed[side].signatory if side in confirmed else "",
                "when": f"{timezone.localtime(confirmed[side].recorded_at):%Y-%m-%d}" if side in confirmed else "",
            }
            for side in Side.values
        ]
        data = {
            **statement_rows(statement),
            "title": statement.agreement.title,
            "code": statement.agreement.code,
            "period": f"{statement.first_day:%Y-%m-%d} 至 {statement.last_day:%Y-%m-%d}",
            "sides": sides,
            "frozen": statement.frozen_at is not None,
            "demo": is_demo,
        }
        return render_pdf(TEMPLATE, data)
