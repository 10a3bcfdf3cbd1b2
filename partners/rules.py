"""Which verb is allowed between partners; rows come from `visible_to`, agreements with their parties."""

import rules

from partners.choices import AgreementState, Side
from people.choices import Role
from people.rules import has_role


def _speaks(user, agreement, side, *roles):
    return any(user.scope.covers(p.unit.path, *roles) for p in agreement.parties.all() if p.side == side)


@rules.predicate
def manages_agreement(user, agreement):
    """The city's training officer."""
    return agreement is not None and _speaks(user, agreement, Side.CITY, Role.TRAINING_OFFICER)


@rules.predicate
def speaks_for_partner(user, agreement):
    """A partner's contact, or the liaison of a bureau that stands on the partners' side."""
    return agreement is not None and _speaks(user, agreement, Side.PARTNER, Role.PARTNER, Role.LIAISON)


@rules.predicate
def is_draft(user, agreement):
    return agreement is not None and agreement.state == AgreementState.DRAFT


@rules.predicate
def is_in_force(user, agreement):
    return agreement is not None and agreement.state == AgreementState.IN_FORCE


@rules.predicate
def hosts_exchange(user, exchange):
    """Who speaks for the unit where the person works; never about oneself."""
    roles = (Role.PARTNER, Role.LIAISON, Role.TRAINING_OFFICER)
    return (
        exchange is not None
        and exchange.person_id != user.person_id
        and user.scope.covers(exchange.host_unit.path, *roles)
    )


@rules.predicate
def manages_exchange(user, exchange):
    return exchange is not None and manages_agreement(user, exchange.line.agreement)


@rules.predicate
def files_appraisal(user, exchange):
    """The city's officer files what the host wrote on paper; never about oneself."""
    return manages_exchange(user, exchange) and exchange.person_id != user.person_id


# In the menu for those whose daily work it is; a liaison comes by a message.
rules.add_perm("partners.work_with_partners", has_role(Role.TRAINING_OFFICER, Role.HR, Role.VIEWER, Role.PARTNER))
rules.add_perm(
    "partners.view_agreements", has_role(Role.TRAINING_OFFICER, Role.HR, Role.VIEWER, Role.PARTNER, Role.LIAISON)
)
rules.add_perm("partners.view_agreement", rules.is_authenticated)
rules.add_perm("partners.draw_up_agreement", has_role(Role.TRAINING_OFFICER))
rules.add_perm("partners.change_agreement", manages_agreement & is_draft)
rules.add_perm("partners.terminate_agreement", manages_agreement & is_in_force)
rules.add_perm("partners.manage_agreement", manages_agreement)
rules.add_perm("partners.start_exchange", manages_agreement & is_in_force)
rules.add_perm("partners.view_exchange", rules.is_authenticated)
rules.add_perm("partners.appraise", hosts_exchange | files_appraisal)
rules.add_perm("partners.end_exchange", manages_exchange)
rules.add_perm("partners.set_up_activity", manages_agreement & is_in_force)
rules.add_perm("partners.bring_guests", manages_agreement | speaks_for_partner)
rules.add_perm("partners.confirm_for_city", manages_agreement)
rules.add_perm("partners.confirm_for_partner", speaks_for_partner)
