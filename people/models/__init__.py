from people.models.acts import ActRule
from people.models.audit import AuditEvent
from people.models.identity import RoleAssignment, User
from people.models.installation import Installation
from people.models.lecturers import Lecturer
from people.models.notifications import Notification
from people.models.passwords import UsedPassword
from people.models.persons import Person, Posting
from people.models.roster import RosterHeading, RosterImport, RosterUnitName
from people.models.tokens import ApiToken
from people.models.transfers import PersonMerge, TransferRequest
from people.models.units import OrgUnit, UnitAlias, UnitChange, UnitList

__all__ = [
    "ActRule",
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
    "RosterHeading",
    "RosterImport",
    "RosterUnitName",
    "TransferRequest",
    "UnitAlias",
    "UnitChange",
    "UnitList",
    "UsedPassword",
    "User",
]
