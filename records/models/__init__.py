from records.models.certificates import Certificate, CertificateSeries
from records.models.history import HistoryImport, OpeningEntry
from records.models.ledger import CreditEntry
from records.models.rules import HourRule

__all__ = ["Certificate", "CertificateSeries", "CreditEntry", "HistoryImport", "HourRule", "OpeningEntry"]
