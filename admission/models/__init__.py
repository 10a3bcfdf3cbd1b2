from admission.models.arrivals import ArrivalDetails
from admission.models.enrolments import Enrolment
from admission.models.nominations import Nomination
from admission.models.notices import Notice, NoticeReceipt, Quota

__all__ = ["ArrivalDetails", "Enrolment", "Nomination", "Notice", "NoticeReceipt", "Quota"]
