"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.choices import MessageGroup
from people.news import MessageKind

SPAN = {"begins": "2026-03-01", "ends": "2026-08-31"}
AGREEMENT = {"title": "干部互派合作协议"}
EXCHANGE = {"title": "张三 某通信公司", **SPAN}

AGREEMENT_SIGNED = MessageKind(
    code="partners.agreement_signed",
    group=MessageGroup.EXCHANGES,
    label=_("An agreement comes into force"),
    title=_("Agreement in force: {title}"),
    sample={**AGREEMENT, **SPAN},
)
AGREEMENT_ENDS = MessageKind(
    code="partners.agreement_ends",
    group=MessageGroup.EXCHANGES,
    label=_("An agreement ends soon"),
    title=_("Agreement ends soon: {title}"),
    body=_("Last day: {day}. Renew it or bring its exchanges to an end."),
    sample={**AGREEMENT, "day": "2026-08-31"},
)
STATEMENT_TO_CONFIRM = MessageKind(
    code="partners.statement",
    group=MessageGroup.EXCHANGES,
    label=_("A statement waits for confirmation"),
    title=_("Statement to confirm: {title}"),
    body="{begins} – {ends}",
    sample={**AGREEMENT, **SPAN},
)
EXCHANGE_BEGINS = MessageKind(
    code="partners.exchange_begins",
    group=MessageGroup.EXCHANGES,
    label=_("An exchange begins"),
    title=_("Exchange begins: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
EXCHANGE_ENDED = MessageKind(
    code="partners.exchange_ended",
    group=MessageGroup.EXCHANGES,
    label=_("An exchange is ended early"),
    title=_("Exchange ended early: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
APPRAISED = MessageKind(
    code="partners.appraised",
    group=MessageGroup.EXCHANGES,
    label=_("An appraisal is given"),
    title=_("Appraisal given: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
KINDS = [AGREEMENT_SIGNED, AGREEMENT_ENDS, STATEMENT_TO_CONFIRM, EXCHANGE_BEGINS, EXCHANGE_ENDED, APPRAISED]
