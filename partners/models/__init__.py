from partners.models.activities import Contribution, JointActivity
from partners.models.agreements import Agreement, AgreementLine, AgreementParty
from partners.models.exchanges import Appraisal, Exchange
from partners.models.statements import Statement, StatementConfirmation

__all__ = [
    "Agreement",
    "AgreementLine",
    "AgreementParty",
    "Appraisal",
    "Contribution",
    "Exchange",
    "JointActivity",
    "Statement",
    "StatementConfirmation",
]
