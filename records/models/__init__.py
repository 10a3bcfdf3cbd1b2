from records.models.certificates import Certificate, CertificateNumbering, CertificateSeries, SkippedSerials
from records.models.history import OpeningEntry
from records.models.ledger import CreditEntry
from records.models.rules import HourRule
from records.models.waivers import ExamWaiver

__all__ = [
    "Certificate",
    "CertificateNumbering",
    "CertificateSeries",
    "CreditEntry",
    "ExamWaiver",
    "HourRule",
    "OpeningEntry",
    "SkippedSerials",
]
