from people.models.acts import ActRule
from people.models.audit import AuditEvent
from people.models.identity import RoleAssignment, User
from people.models.installation import Installation, SetupAnswer
from people.models.lecturers import Lecturer
from people.models.notifications import ChannelChoice, Delivery, MessageTemplate, Notification
from people.models.passwords import UsedPassword
from people.models.persons import Person, Posting, one_person
from people.models.tokens import ApiToken
from people.models.units import OrgUnit, UnitAlias, UnitChange

__all__ = [
    "ActRule",
    "ApiToken",
    "AuditEvent",
    "ChannelChoice",
    "Delivery",
    "Installation",
    "Lecturer",
    "MessageTemplate",
    "Notification",
    "OrgUnit",
    "Person",
    "Posting",
    "RoleAssignment",
    "SetupAnswer",
    "UnitAlias",
    "UnitChange",
    "UsedPassword",
    "User",
    "one_person",
]
