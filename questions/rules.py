"""Which verb is allowed on questions; banks are the city's."""

import rules

from people.rules import has_role
from questions.roles import ROLES

rules.add_perm("questions.manage_bank", has_role(*ROLES.who("keep_banks")))
