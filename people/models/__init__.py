from people.models.audit import AuditEvent
from people.models.identity import RoleAssignment, User
from people.models.installation import Installation
from people.models.lecturers import Lecturer
from people.models.notifications import Notification
from people.models.persons import Person, Posting, one_person
from people.models.tokens import ApiToken
from people.models.transfers import PersonMerge, TransferRequest
from people.models.units import OrgUnit, UnitAlias, UnitChange

__all__ = [
    "ApiToken",
    "AuditEvent",
    "Installation",
    "Lecturer",
    "Notification",
    "OrgUnit",
    "Person",
    "PersonMerge",
    "Posting",
    "RoleAssignment",
    "TransferRequest",
    "UnitAlias",
    "UnitChange",
    "User",
    "one_person",
]
