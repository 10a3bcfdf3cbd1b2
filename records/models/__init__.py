from records.models.certificates import Certificate, CertificateNumbering, CertificateSeries, SkippedSerials
from records.models.history import HistoryImport, OpeningEntry
from records.models.ledger import CreditEntry
from records.models.rules import HourRule
from records.models.waivers import ExamWaiver

__all__ = [
    "Certificate",
    "CertificateNumbering",
    "CertificateSeries",
    "CreditEntry",
    "ExamWaiver",
    "HistoryImport",
    "HourRule",
    "OpeningEntry",
    "SkippedSerials",
]
