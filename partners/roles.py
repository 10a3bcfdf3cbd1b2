"""What each role may do with agreements, exchanges and joint training."""

from partners.choices import Side
from people.choices import Role
from people.roles import RoleTable

# Those whose daily work it is have it in the menu; a liaison comes by a message.
ROLES = RoleTable(
    {
        Role.TRAINING_OFFICER: "speak_for_city host read find_in_menu",
        Role.PARTNER: "speak_for_partner host read find_in_menu",
        Role.LIAISON: "speak_for_partner host read",
        Role.HR: "read find_in_menu",
        Role.VIEWER: "read find_in_menu",
    }
)
SPEAKERS = {Side.CITY: ROLES.who("speak_for_city"), Side.PARTNER: ROLES.who("speak_for_partner")}
