from people.models.acts import ActRule
from people.models.audit import AuditEvent
from people.models.identity import RoleAssignment, User
from people.models.installation import Installation, SetupAnswer
from people.models.lecturers import Lecturer
from people.models.persons import Person, Posting, one_person
from people.models.units import OrgUnit, UnitAlias, UnitChange

__all__ = [
    "ActRule",
    "AuditEvent",
    "Installation",
    "Lecturer",
    "OrgUnit",
    "Person",
    "Posting",
    "RoleAssignment",
    "SetupAnswer",
    "UnitAlias",
    "UnitChange",
    "User",
    "one_person",
]
