"""Which verb is allowed between partners; rows come from `visible_to`, agreements with their parties."""

import rules

from partners.choices import AgreementState, Side
from partners.roles import ROLES, SPEAKERS
from people.rules import has_role


def _speaks(user, agreement, side):
    roles = SPEAKERS[side]
    return any(user.scope.covers(p.unit.path, *roles) for p in agreement.parties.all() if p.side == side)


@rules.predicate
def manages_agreement(user, agreement):
    """The city's training officer."""
    return agreement is not None and _speaks(user, agreement, Side.CITY)


@rules.predicate
def speaks_for_partner(user, agreement):
    """A partner's contact, or the liaison of a bureau that stands on the partners' side."""
    return agreement is not None and _speaks(user, agreement, Side.PARTNER)


@rules.predicate
def is_draft(user, agreement):
    return agreement is not None and agreement.state == AgreementState.DRAFT


@rules.predicate
def is_in_force(user, agreement):
    return agreement is not None and agreement.state == AgreementState.IN_FORCE


@rules.predicate
def hosts_exchange(user, exchange):
    """Who speaks for the unit where the person works; never about oneself."""
    return (
        exchange is not None
        and exchange.person_id != user.person_id
        and user.scope.covers(exchange.host_unit.path, *ROLES.who("host"))
    )


@rules.predicate
def manages_exchange(user, exchange):
    return exchange is not None and manages_agreement(user, exchange.line.agreement)


@rules.predicate
def files_appraisal(user, exchange):
    """The city's officer files what the host wrote on paper; never about oneself."""
    return manages_exchange(user, exchange) and exchange.person_id != user.person_id


rules.add_perm("partners.work_with_partners", has_role(*ROLES.who("find_in_menu")))
rules.add_perm("partners.view_agreements", has_role(*ROLES.who("read")))
rules.add_perm("partners.view_agreement", rules.is_authenticated)
rules.add_perm("partners.draw_up_agreement", has_role(*ROLES.who("speak_for_city")))
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
