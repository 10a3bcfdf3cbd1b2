"""Who hears what of agreements; the services hand these lists to `notifications.services.inbox.tell`."""

from partners import messages
from partners.choices import Side
from partners.models import Agreement, Exchange, JointActivity, Statement
from partners.selectors import contacts_of
from people.news import Message, MessageKind, to_each
from people.selectors.recipients import accounts_of


def of_signing(agreement: Agreement) -> list[Message]:
    values = {"title": agreement.title, "begins": agreement.starts_on, "ends": agreement.ends_on}
    users = contacts_of(agreement, *Side.values)
    return to_each(users, messages.AGREEMENT_SIGNED, values, agreement.get_absolute_url())


def of_termination(agreement: Agreement) -> list[Message]:
    values = {
        "title": agreement.title,
        "day": agreement.terminated_on,
        "reason": agreement.termination_reason,
    }
    users = contacts_of(agreement, *Side.values)
    return to_each(users, messages.AGREEMENT_TERMINATED, values, agreement.get_absolute_url())


def of_exchange(exchange: Exchange, agreement: Agreement, kind: MessageKind) -> list[Message]:
    """The person, and who speaks for both sides."""
    units = (exchange.home_unit, exchange.host_unit)
    users = [*accounts_of([exchange.person_id]).values(), *contacts_of(agreement, *Side.values, concerned=units)]
    values = {"title": exchange, "begins": exchange.starts_on, "ends": exchange.last_day}
    return to_each(users, kind, values, exchange.get_absolute_url())


def of_activity(activity: JointActivity, agreement: Agreement) -> list[Message]:
    values = {"title": agreement.title, "name": activity.batch or activity.course}
    users = contacts_of(agreement, *Side.values)
    return to_each(users, messages.JOINT_TRAINING, values, activity.get_absolute_url())


def of_statement(statement: Statement, agreement: Agreement) -> list[Message]:
    """Both sides, to confirm what was counted."""
    users = contacts_of(agreement, *Side.values)
    return to_each(users, messages.STATEMENT_TO_CONFIRM, _about(statement, agreement), statement.get_absolute_url())


def of_confirmation(statement: Statement, agreement: Agreement, side: str) -> list[Message]:
    """The side that has yet to confirm; with the second yes, both."""
    kind, sides = messages.STATEMENT_STANDS, list(Side.values)
    if not statement.frozen_at:
        kind, sides = messages.OTHER_SIDE_CONFIRMED, [other for other in sides if other != side]
    return to_each(contacts_of(agreement, *sides), kind, _about(statement, agreement), statement.get_absolute_url())


def _about(statement: Statement, agreement: Agreement) -> dict[str, object]:
    return {"title": agreement.title, "begins": statement.first_day, "ends": statement.last_day}
