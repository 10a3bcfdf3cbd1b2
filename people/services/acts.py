from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.acts import Act
from common.database import is_embedded
from common.errors import NotAllowed
from people.acts import SEPARATION
from people.models import ActRule, User
from people.trail import audit


@transaction.atomic
def set_act_rule(*, act: Act, in_force: bool, by: User) -> ActRule:
    """Bind an act to its rule or set it free, from now on."""
    if act == SEPARATION and not in_force and not is_embedded():
        raise NotAllowed(
            _("The three administrators stay three people here; only an office on one computer may do without."),
            code="separated_roles",
        )
    now = timezone.now()
    rule, _created = ActRule.objects.select_for_update().get_or_create(
        act=act.code, defaults={"in_force": act.default, "changed_by": by, "changed_at": now}
    )
    if rule.in_force == in_force:
        return rule
    rule.in_force, rule.changed_by, rule.changed_at = in_force, by, now
    rule.save(update_fields=["in_force", "changed_by", "changed_at"])
    audit.record(rule, "people.set_act_rule", by=by, data={"act": act.code, "in_force": in_force})
    return rule
