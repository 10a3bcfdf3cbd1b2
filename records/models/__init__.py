from records.models.certificates import Certificate, CertificateNumbering, CertificateSeries, SkippedSerials
from records.models.history import HistoryImport, OpeningEntry
from records.models.ledger import CreditEntry
from records.models.rules import HourRule

__all__ = [
    "Certificate",
    "CertificateNumbering",
    "CertificateSeries",
    "CreditEntry",
    "HistoryImport",
    "HourRule",
    "OpeningEntry",
    "SkippedSerials",
]
