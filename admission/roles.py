"""What each role may do with notices, nominations and places."""

from people.choices import Role
from people.roles import RoleTable

# `answer`: speaks for a unit; `know_own_places`: knows the classes in which the unit's people have a place.
ROLES = RoleTable(
    {
        Role.LIAISON: "answer read_places",
        Role.PARTNER: "answer read_places know_own_places",
        Role.HR: "read_places",
    }
)
