"""Which role may do what. Each app has one such table, in its `roles.py`; this one is about people, units and roles.

A duty holds for the units a role is granted over; `rules.py` says verb by verb what it allows.
"""

from collections.abc import Mapping

from people.choices import Role


class RoleTable:
    """For each role the words of its duties, and for a duty the roles that have it."""

    def __init__(self, duties: Mapping[Role, str]):
        self._roles: dict[str, tuple[Role, ...]] = {}
        for role, words in duties.items():
            for duty in words.split():
                self._roles[duty] = (*self._roles.get(duty, ()), role)

    def who(self, duty: str) -> tuple[Role, ...]:
        """The roles with this duty; a duty that nobody has is a mistake in the table."""
        return self._roles[duty]


# `one_of_three`: the three administrators keep each other in check; nobody holds two of these. `own_data_only`: the
# role reaches nobody else's data, so HR, liaisons and officers may give its holder a slip.
ROLES = RoleTable(
    {
        Role.SYSADMIN: "start_at_desk one_of_three view_setup view_backups watch_backups view_units",
        Role.SECADMIN: "start_at_desk one_of_three manage_roles read_roles view_units",
        Role.AUDITADMIN: "start_at_desk one_of_three read_roles read_trail view_units",
        Role.TRAINING_OFFICER: "start_at_desk keep_tree read_roster unmask view_setup view_backups view_units",
        Role.HR: "start_at_desk keep_tree keep_roster settle_entries read_roster unmask view_units",
        Role.LIAISON: "start_at_desk keep_roster read_roster unmask view_units",
        Role.PARTNER: "start_at_desk read_roster view_units",
        Role.CLASS_TEACHER: "start_at_desk view_units",
        Role.LECTURER: "start_at_desk own_data_only view_units",
        Role.GRADER: "start_at_desk view_units",
        Role.PROCTOR: "start_at_desk view_units",
        Role.VIEWER: "open_desk view_units",
        Role.EDITOR: "open_desk view_units",
        Role.MONITOR: "own_data_only view_units",
        Role.TRAINEE: "own_data_only",
    }
)
