from collections.abc import Mapping

from people.choices import Role


class RoleTable:
    """What the roles may do in one app, kept in its `roles.py`: the words of each role's duties, and for a duty the
    roles that have it. A duty holds for the units a role is granted over; `rules.py` says so verb by verb."""

    def __init__(self, duties: Mapping[Role, str]):
        self._roles: dict[str, tuple[Role, ...]] = {}
        for role, words in duties.items():
            for duty in words.split():
                self._roles[duty] = (*self._roles.get(duty, ()), role)

    def who(self, duty: str) -> tuple[Role, ...]:
        """The roles with this duty; a duty that nobody has is a mistake in the table."""
        return self._roles[duty]
