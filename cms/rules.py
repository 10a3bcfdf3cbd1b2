"""Which verb is allowed on the site; page rights are Wagtail's groups, which follow the role."""

import rules

from cms.roles import ROLES
from people.rules import has_role

rules.add_perm("cms.edit_site", has_role(*ROLES.who("edit")))
