"""Which verb is allowed on the site; page rights are Wagtail's groups, which follow the role."""

import rules

from cms.roles import ROLES
from people.roles import ROLES as PEOPLE_ROLES
from people.rules import has_role, works_for_the_city

rules.add_perm("cms.edit_site", has_role(*ROLES.who("edit")))
rules.add_perm("cms.write_article", has_role(*ROLES.who("write")))
rules.add_perm("cms.answer_feedback", works_for_the_city(*ROLES.who("answer")))
rules.add_perm("cms.set_identity", works_for_the_city(*PEOPLE_ROLES.who("view_setup")))
